"""What is said about how much a server may have."""

ENGLISH = {
    "usage.of": "{used} of {limit}",
    "usage.articles": "articles: {amount}",
    "usage.megabytes": "MB of articles: {amount}",
    "usage.feeds": "feeds: {amount}",
    "usage.drafts": "previews: {amount}",
    "usage.questions": "questions today: {amount}",
    "usage.all": "Used: {used}",
    "usage.met": "This server has used all that it may ({what}). What is there stays; whoever runs this bot can allow more.",
    "usage.full.articles": "no room for {left_out} of them: a server may have {limit} articles. Remove some, or ask whoever runs this bot to allow more",
    "usage.full.megabytes": "no room for {left_out} of them: a server may have {limit} MB of articles. Remove some, or ask whoever runs this bot to allow more",
    "refusal.questions": "This server has asked its {limit} questions of today. The next ones are free from midnight UTC on; whoever runs this bot can allow more.",
    "refusal.drafts": "{used} previews wait in this server, and it may have {limit}. Add or cancel one, or wait: each goes after an hour. Whoever runs this bot can allow more.",
    "refusal.feeds": "A server can follow up to {limit} feeds; this one follows {used}. Whoever runs this bot sets that bound.",
}

GERMAN = {
    "usage.of": "{used} von {limit}",
    "usage.articles": "Artikel: {amount}",
    "usage.megabytes": "MB an Artikeln: {amount}",
    "usage.feeds": "Feeds: {amount}",
    "usage.drafts": "Vorschauen: {amount}",
    "usage.questions": "Fragen heute: {amount}",
    "usage.all": "Belegt: {used}",
    "usage.met": "Dieser Server hat alles belegt, was er darf ({what}). Was da ist, bleibt; mehr erlauben kann, wer diesen Bot betreibt.",
    "usage.full.articles": "für {left_out} davon ist kein Platz: ein Server darf {limit} Artikel haben. Entfernt welche; mehr erlauben kann, wer diesen Bot betreibt",
    "usage.full.megabytes": "für {left_out} davon ist kein Platz: ein Server darf {limit} MB an Artikeln haben. Entfernt welche; mehr erlauben kann, wer diesen Bot betreibt",
    "refusal.questions": "Dieser Server hat seine {limit} Fragen für heute gestellt. Die nächsten sind ab Mitternacht UTC frei; mehr erlauben kann, wer diesen Bot betreibt.",
    "refusal.drafts": "Auf diesem Server warten {used} Vorschauen, und er darf {limit} haben. Nehmt eine auf, brecht eine ab oder wartet: jede geht nach einer Stunde. Mehr erlauben kann, wer diesen Bot betreibt.",
    "refusal.feeds": "Ein Server kann bis zu {limit} Feeds folgen; dieser folgt {used}. Die Grenze setzt, wer diesen Bot betreibt.",
}
