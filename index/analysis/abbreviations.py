"""Abbreviations of news in English, German, French and Spanish, by what may follow their full stop.

Words stand without their last full stop and in small letters. Other languages have the shapes that
`sentence_ends` knows (initials, acronyms) and what sentencex knows of them.
"""

from dataclasses import dataclass, field


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """The abbreviations of one language.

    `titles` (written with a capital) and `fixed` never end a sentence. `numbered` end none before a figure or
    a small letter. `names` (with a capital) and `open` end one only before a word of `openers`: words that
    open sentences and are hardly ever names. `loose` end one before an opener, none before a small letter;
    what else may follow them tells nothing. `particles` are openers that are also parts of names.
    """

    titles: frozenset[str] = frozenset()
    fixed: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()
    loose: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    # A figure with a full stop behind one of these is an ordinal: "der 2. Zug".
    before_ordinals: frozenset[str] = field(default_factory=frozenset)


ENGLISH = Abbreviations(
    titles=_words(
        """
        mr mrs ms mx messrs dr drs prof profs gov govs sen sens rep reps gen lt col maj capt cpl sgt cmdr cdr
        adm brig pfc pvt rev hon supt det insp amb atty
        """
    ),
    fixed=_words("vs v cf viz e.g i.e approx ca incl"),
    numbered=_words(
        """
        no nos fig figs vol vols ch chs sec secs art arts p pp para paras prop props rte hwy eq pt op cl ver
        dist apt rm jan feb mar apr jun jul aug sep sept oct nov dec tel ext avg max min pct est res doc
        lb lbs oz mi yd yds hr hrs mins secs gal sq cu
        """
    ),
    names=_words(
        """
        inc co cos corp ltd bros jr sr esq st sts ste mt mts ft ave blvd rd dr ln bldg univ assn dept
        """
    ),
    open=_words("al ph.d"),
    loose=_words(
        """
        etc ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev
        okla ore pa tenn tex va vt wash wis wyo ont que d.c
        """
    ),
    openers=_words(
        """
        the a an in on at it he she they we i you this that these those there here but and or so yet if when
        while as after before since although though because however for from with without by during its his
        her their our my your what who why how where which now then also both some many most all not to under
        among according meanwhile still even once until instead despite another each every only such asked
        """
    ),
)
GERMAN = Abbreviations(
    titles=_words("hr hrn fr frl dr prof dipl ing mag hl st gen"),
    fixed=_words(
        """
        bzw ca vgl ggf inkl exkl evtl zzgl sog geb gest gegr hrsg bes insb z.b d.h i.d.r m.e u.u s.o s.u v.a
        p.a
        """
    ),
    numbered=_words("nr nrn s abs art ziff kap bd tel jan feb mär apr aug sep sept okt nov dez max min"),
    names=_words("str co jh jhd chr sr jr"),
    open=_words("mio mrd tsd std"),
    loose=_words("usw etc u.a o.ä"),
    openers=_words(
        """
        der die das den dem des ein eine einen einem einer er sie es wir ihr ich man in im am an auf aus bei
        beim mit nach seit von vom vor zu zum zur für gegen ohne um und aber doch auch denn dann da dort hier
        so nun jetzt wenn als weil während wie was wer wo warum diese dieser dieses diesen jede jeder alle
        viele einige sein seine ihre unser noch nur nicht dabei damit danach dazu zudem laut trotz bis
        """
    ),
    before_ordinals=_words(
        """
        der die das den dem des am im vom zum zur beim ins ein eine einen einem einer jede jeder jedes jeden
        dieser diese dieses diesen ihr ihre ihren ihrem sein seine seinen seinem mein unser unsere und bis
        """
    ),
)
FRENCH = Abbreviations(
    titles=_words("m mm mme mmes mlle mlles me mgr dr drs pr prof st ste sts stes vve"),
    fixed=_words("cf p.ex vs env"),
    numbered=_words(
        "p pp art vol t n no nos chap fig al tél janv févr avr juil sept oct nov déc réf max min"
    ),
    names=_words("cie sr jr"),
    open=_words("av bd boul apr éd hab"),
    loose=_words("etc"),
    openers=_words(
        """
        le la les l un une des du de il elle ils elles on nous vous je j ce cet cette ces c son sa ses leur
        leurs dans en au aux à sur sous pour par avec sans mais et ou or donc car si quand comme lors depuis
        selon après avant pendant puis alors aussi tous toutes chaque qui que quoi où pourquoi d
        """
    ),
    particles=_words("le la les l de du des d"),
)
SPANISH = Abbreviations(
    titles=_words(
        """
        sr sra srta sres sras dr dra dres d dña prof profa gral gob lic ing arq cap cnel tte mons sto sta ntra
        """
    ),
    fixed=_words("p.ej cf vs aprox"),
    numbered=_words("p pp pág págs art arts núm núms n no cap vol fig tel máx mín"),
    names=_words("uu ud uds av avda cía hnos jr"),
    open=_words("a.c d.c"),
    loose=_words("etc"),
    openers=_words(
        """
        el la los las un una unos unas lo él ella ellos ellas se su sus en de del al a con sin por para pero y
        o si cuando como desde según tras entre durante hasta este esta estos estas ese esa eso esto aquel no
        ya también además es fue hay son todo todos muchos nadie
        """
    ),
    particles=_words("de del la el los las"),
)
NONE = Abbreviations()
BY_LANGUAGE = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH, "es": SPANISH}

# Names that end in a mark of their own.
MARKED_NAMES = _words(
    "yahoo! jeopardy! kerrang! e! yum! panic! wham! oliver! joomla! ahoy! hello! wow! ok! guess?"
)
MONTHS_AND_DAYS = _words(
    """
    monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays
    saturdays sundays mon tue tues wed thu thur thurs fri sat sun january february march april may june july
    august september october november december jan feb mar apr jun jul aug sep sept oct nov dec today tonight
    tomorrow christmas thanksgiving easter halloween
    """
)
# Names of time zones that are no run of capitals.
TIME_ZONES = _words("eastern central pacific mountain atlantic alaska hawaii greenwich zulu local")
# Behind one of these a letter is a name of its own, not an initial: World War I, vitamin C.
LETTERED = _words(
    """
    War Vitamin vitamin Vitamins vitamins Plan plan Type type Class class Group group Grade grade Part part
    Category category Hepatitis hepatitis Schedule Section Division Exhibit Appendix Phase Title Level Tier
    Option Series Block Gruppe Klasse Typ Teil Plan Groupe groupe Clase Grupo grupo vitamine Vitamine
    """
)
