"""What pages say that stand in an article's place: what they are, what helps, and how they word it."""

_BROWSER = "open it in a browser and add the text that it shows"
# Each: what it is, the remedy, expressions for its sentences.
STUBS = (
    (
        "a page that only asks for JavaScript",
        _BROWSER,
        (
            r"(?:enable|turn on|activate|allow|requires?|needs?|without|uses) java ?script",
            r"java ?script (?:is|to be|must be|has been|seems to be|appears to be)? ?(?:disabled|required|enabled)",
            r"java ?script (?:aktivieren|ist deaktiviert|einschalten)|aktivieren sie (?:bitte )?java ?script",
            r"(?:activer|activez) java ?script|(?:habilit|activ)\w+ java ?script|(?:abilit|attiv)\w+ java ?script",
            r"browser (?:does not|doesn['’]t|is not|isn['’]t) support|(?:update|upgrade) your browser|включите java",
        ),
    ),
    (
        "a question about cookies",
        _BROWSER,
        (
            r"(?:we|our partners|this (?:web)?site|it) uses? cookies|(?:accept|reject|manage|allow) (?:all )?cookies",
            r"cookie (?:settings|preferences|policy|consent)|before you continue|our (?:\d+ )?partners (?:use|store)",
            r"(?:verwenden|nutzen|setzen) (?:wir )?cookies|cookies (?:akzeptieren|ablehnen|zulassen)|utilis\w+ des cookies",
            r"(?:accepter|refuser) (?:les |tous les )?cookies|(?:usamos|utilizamos) cookies|aceptar (?:las )?cookies",
            r"your (?:privacy|consent) (?:choices|preferences)|we value your privacy|withdraw (?:your )?consent",
        ),
    ),
    (
        "the beginning of an article behind a paywall",
        "add the whole text, if you may read it",
        (
            (
                r"(?:subscribe|sign in|log in|sign up|register|create an? (?:free )?account)\b.{0,40} to (?:continue|read"
                r"|keep reading|unlock|get|access|view)|(?:to|and) (?:continue|keep|unlock) reading"
            ),
            r"(?:only )?for subscribers(?: only)?\W|subscribers?[- ]only|(?:already|not yet) an? (?:subscriber|member)",
            r"(?:reached|used|read) (?:all )?(?:of )?your .{0,20}(?:limit|free|articles)|unlock this (?:article|story)",
            (
                r"start your (?:free )?(?:trial|subscription)|(?:nur|exklusiv) für abonnent|bereits abonnent|jetzt (?:weiter"
                r"lesen|abonnieren)|(?:réservé aux|déjà) abonnés?|reste .{0,8}% de cet article|abonnez-vous pour"
            ),
            r"(?:exclusivo para|solo para) (?:suscriptores|suscritos)|ya eres suscriptor|suscríbete para|subscribe now",
            r"log in (?:here|now)?[.?!]|sign in[.?!]",
        ),
    ),
    (
        "a page that was not found",
        "check the address, or add the text itself",
        (
            r"\b404\b|page (?:was |could |can ?)?(?:not|n['’]t) (?:be )?(?:found|exist)|page not found|no longer (?:exists|available)",
            (
                r"page you(?:['’](?:re|ve)| are| were| have)? (?:looking for|requested|tried)|seite (?:wurde )?(?:leider )?nicht gefunden"
                r"|seite existiert nicht|page (?:introuvable|n['’]existe)|página no (?:encontrada|existe)|pagina non trovata"
            ),
            r"(?:go|return|back) to (?:the )?home ?page|try (?:searching|our search)|broken link|^\W*(?:oops|sorry)\b",
        ),
    ),
    (
        "a check whether a person asks",
        _BROWSER,
        (
            r"(?:verify|verifying|confirm|prove) (?:that )?you (?:are|['’]re) (?:a )?(?:human|not a robot)|are you a robot",
            (
                r"checking (?:if )?(?:your browser|the site connection)|just a moment|access (?:is |to this page is )?denied"
                r"|captcha|ray id|unusual (?:traffic|activity)|\b403\b|cloudflare|security of your connection"
            ),
        ),
    ),
)
