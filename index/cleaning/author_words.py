"""Words that stand beside names in fields for authors: roles, what describes them, labels, particles."""

ROLES = frozenset(
    """
    writer writers reporter reporters correspondent correspondents editor editors columnist columnists
    contributor contributors staff journalist journalists author blogger producer photographer analyst
    freelancer intern bureau desk agencies wires korrespondent korrespondentin redakteur redakteurin redaktion
    reporterin journalistin autor autorin volontär volontärin agenturen journaliste journalistes rédacteur
    rédactrice rédaction correspondant correspondante envoyé envoyée periodista redactor redactora redacción
    corresponsal giornalista redazione inviato inviata corrispondente redactie verslaggever correspondente
    jornalista redação корреспондент редактор журналист редакция مراسل مراسلة محرر كاتب 记者 記者
    本报记者 编辑 通讯员 特派員 論説委員 编译 기자 특파원
    """.split()
)
# Before the noun of a role they belong to it.
ADJECTIVES = frozenset(
    """
    senior chief staff special foreign political politics business sports sport science health deputy
    managing contributing associate assistant executive freelance national international world economics
    economic environment diplomatic defence defense security education legal technology tech culture
    investigative multimedia news city crime features guest general former our the a an and of for
    leitender leitende politischer politische spécial spéciale especial sr jr north south east west africa
    asia europe middle america american asian european
    """.split()
)
LABELS = frozenset(
    "updated published posted modified on via aktualisiert publié publicado pubblicato".split()
)
PREPOSITIONS = frozenset("in at for from aus für bei à en".split())
# Names may begin with them in small letters.
PARTICLES = frozenset("al el de del della da dos van von der den bin ibn ben la le di du ter te mac".split())
SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
DEGREES = frozenset(("phd", "ph.d", "md", "m.d", "mba", "esq"))
