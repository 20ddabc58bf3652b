"""What /help says, in three short screens."""

ENGLISH = {
    "command.help.name": "help",
    "command.help.description": "What I can do, in three short screens",
    "help.ask.title": "Ask",
    "help.ask": (
        "**Ask me about the news.** I answer with passages of articles, word for word, each with its source. "
        "I never write anything myself.\n"
        "- `/ask` with your question; add an outlet or days to narrow it down, or `private` to keep it to yourself.\n"
        "- Mention me together with your question.\n"
        "- Reply to an answer of mine, mentioning me, to ask on about the same articles.\n"
        "- Write to me directly."
    ),
    "help.read.title": "Read an answer",
    "help.read": (
        "**Every quote stands so in its article.** The sentence that answers best is bold; … marks what is left out.\n"
        "- *Passage 1* shows the whole passage with what stands around it. There you can cite and share it.\n"
        "- ◀️ ▶️ turn to further passages.\n"
        "- *Helpful* and *Report* tell those who look after the articles.\n"
        "- 🗑️ removes an answer, for who asked and for moderators."
    ),
    "help.run.title": "Run it",
    "help.run": (
        "**Each server has articles of its own**, which no other server sees. It can also choose libraries that whoever "
        "runs this bot shares.\n"
        "- I see no message that does not mention me.\n"
        "- I keep no question, but those that all could read and that found nothing, for 30 days."
    ),
}

GERMAN = {
    "command.help.name": "hilfe",
    "command.help.description": "Was ich kann, auf drei kurzen Seiten",
    "help.ask.title": "Fragen",
    "help.ask": (
        "**Frag mich nach den Nachrichten.** Ich antworte mit Stellen aus Artikeln, im Wortlaut und mit Quelle. "
        "Selbst schreibe ich nichts.\n"
        "- `/frage` mit deiner Frage; ein Medium oder Tage grenzen sie ein, `privat` behält die Antwort für dich.\n"
        "- Erwähne mich zusammen mit deiner Frage.\n"
        "- Antworte auf eine meiner Antworten und erwähne mich, um zu denselben Artikeln weiterzufragen.\n"
        "- Schreib mir direkt."
    ),
    "help.read.title": "Antworten lesen",
    "help.read": (
        "**Jedes Zitat steht so in seinem Artikel.** Der Satz, der am besten antwortet, ist fett; … steht für "
        "Ausgelassenes.\n"
        "- *Stelle 1* zeigt die ganze Stelle mit ihrem Umfeld. Dort kannst du sie zitieren und teilen.\n"
        "- ◀️ ▶️ blättern zu weiteren Stellen.\n"
        "- *Hilfreich* und *Melden* sagen es denen, die die Artikel pflegen.\n"
        "- 🗑️ entfernt eine Antwort; das kann, wer gefragt hat, und die Moderation."
    ),
    "help.run.title": "Betreiben",
    "help.run": (
        "**Jeder Server hat eigene Artikel**, die kein anderer sieht. Dazu kann er Bibliotheken wählen, die der "
        "Betreiber dieses Bots teilt.\n"
        "- Ich sehe keine Nachricht, die mich nicht erwähnt.\n"
        "- Ich behalte keine Fragen, nur solche, die alle lesen konnten und die nichts fanden, 30 Tage lang."
    ),
}
