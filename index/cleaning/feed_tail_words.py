"""What the software of feeds appends to entries, in the languages that it is translated to."""

# Where an entry appeared first, as WordPress says it: {what} is its title, {where} its site.
APPEARED = (
    "the (?:post|article|entry) {what} (?:appeared first|first appeared|originally appeared) on {where}",
    "the (?:post|article|story|entry) {what} was (?:first|originally) published (?:on|in|at|by) {where}",
    "this (?:post|article|story) (?:appeared first|first appeared|originally appeared) (?:on|in) {where}",
    "this (?:post|article|story) was (?:first|originally) published (?:on|in|at|by) {where}",
    "der (?:beitrag|artikel) {what} erschien (?:zuerst|zunächst) (?:auf|bei|in) {where}",
    "(?:l['’]article|le billet|cet article) {what} est apparu en premier sur {where}",
    "(?:la entrada|el artículo) {what} (?:se publicó|apareció|aparece) primero en {where}",
    "l['’]articolo {what} (?:sembra essere il primo su|proviene da) {where}",
    "o (?:post|artigo) {what} apareceu primeiro em {where}",
    "het bericht {what} verscheen eerst op {where}",
    "(?:artykuł|wpis) {what} pochodzi z serwisu {where}",
    "inlägget {what} dök först upp på {where}",
    "indlægget {what} blev først udgivet på {where}",
    "(?:запись|сообщение) {what} (?:впервые появилась|появил(?:ось|ись) сначала) (?:на |в )?{where}",
    "{what} yaz\u0131s\u0131 ilk önce {where} üzerinde ortaya ç\u0131kt\u0131",
    "ظهرت المقالة {what} أولاً على {where}",
    "投稿 ?{what} ?は ?{where} ?に最初に表示されました",
    "{what} ?最先出现在 ?{where}",
)
# A link to the rest of an entry, or to what others say of it.
MORE = (
    "(?:click here to )?(?:continue reading|keep reading|read more)|read on|leave a (?:comment|reply)",
    "(?:click here to )?read (?:the )?(?:full |whole |entire )?(?:article|story|post|entry)",
    r"read the rest of (?:this|the) \w+|view (?:the )?(?:full )?(?:article|post|story)",
    "(?:hier )?weiterlesen|mehr lesen|mehr erfahren|lesen sie (?:mehr|weiter)|artikel lesen",
    "zum (?:ganzen )?artikel|lire la suite|lire plus|lire l['’]article|continuer (?:la lecture|à lire)",
    "leer más|seguir leyendo|sigue leyendo|continuar leyendo|leggi tutto|leggi di più|leggi l.articolo",
    "continua a leggere|continua la lettura|lees meer|lees verder|verder lezen|ler mais|leia mais",
    "continue lendo|continuar a ler|läs mer|læs mere|les mer|lue lisää|czytaj więcej|czytaj dalej",
    "читать далее|читать дальше|читать полностью|читати далі|devam\u0131n\u0131 oku|baca selengkapnya",
    "اقرأ المزيد|المزيد|続きを読む|阅读更多|阅读全文|继续阅读|더 보기|계속 읽기",
)
# What stands before the buttons that share an entry.
SHARE = (
    "share this|share on|share via|share|like this|teilen|teilen mit|teilen auf|gefällt mir|partager",
    "j['’]aime ça|compartir|compártelo|comparte esto|me gusta esto|condividi|mi piace|compartilhe",
    "compartilhar|delen|dit delen|udostępnij|поделиться|paylaş|dela detta|del dette|مشاركة|共有|分享",
)
LOADING = (
    r"(?:like|gefällt mir|j['’]aime|me gusta|mi piace|curtir)\s+(?:loading|wird geladen|chargement|cargando)"
)
# Headings over links to other entries.
RELATED = (
    "related(?: (?:posts|articles|stories|content|news|reading))?|you (?:may|might) also like|see also",
    "ähnliche (?:beiträge|artikel)|das könnte (?:sie|dich) auch interessieren|auch interessant",
    "lesen sie auch|verwandte (?:beiträge|artikel)|articles? (?:similaires?|liés?)|à lire aussi",
    "sur le même sujet|relacionado|relacionados|entradas relacionadas|te puede interesar|correlati",
    "articoli correlati|leggi anche|leia também|gerelateerd|lees ook|podobne|zobacz też|похожее",
    "читайте также|benzer|関連|関連記事|相关文章|مواضيع ذات صلة|اقرأ أيضا",
)
