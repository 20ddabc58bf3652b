"""Function words that a question uses to ask and an article uses to connect.

They are indexed like all words; only the question step drops them, and only when something else is
left. Words that are also months or common names ("may", "mark") are no stop words here. The English
list was measured; those of other languages are the package stop-words', without the words of `_TELLING`.
"""

from functools import cache

from stop_words import LANGUAGE_MAPPING, get_stop_words

from index.analysis import languages

ENGLISH = frozenset(
    """
    a about above after again against ah all also although am among an and another any anybody anyone
    anything are aren't around as at be became because become becomes been before being below between both
    but by came can can't cannot come comes could couldn't did didn't do does doesn't doing don't done
    down during each either else ever every everybody everyone everything few for from further get gets
    give given go goes going gone got had hadn't happen happened happening happens has hasn't have haven't
    having he he'd he'll he's hence her here here's hers herself hey hi him himself his how how's however
    i i'd i'll i'm i've if in into is isn't it it'd it'll it's its itself just know let let's like made
    make makes many me might mine more most much must my myself neither no nor not now of off oh ok okay
    on once one only or other others ought our ours ourselves out over own per please quite rather really
    said same say says see shall she she'd she'll she's should shouldn't since so some somebody someone
    something still such take tell than thanks that that's the their theirs them themselves then there
    there's these they they'd they'll they're they've thing things this those though through thus to too
    toward towards under until up upon us very via want was wasn't we we'd we'll we're we've were weren't
    what what's whatever when when's whenever where where's whether which while who who's whoever whole
    whom whose why why's will with within without won't would wouldn't yes yet you you'd you'll you're
    you've your yours yourself yourselves
    """.split()
)

# What the package counts among the stop words, though news is about it: nouns, and numbers from three on.
_TELLING = {
    "ar": "ايار زيارة قوة مايو مليار مليون",
    "es": "cinco cuatro estado estados ocho seis siete trabaja trabajan trabajar trabajo valor",
    "fa": "اسلامی اقلیت اکثریت جناح",
    "fr": "droite essai force mine parole personnes pièce valeur",
    "it": "cinque comprare lavoro nove otto quattro sette",
    "pt": "estado povo trabalhar trabalho valor",
    "ru": """восемнадцать восемь восемнадцатый восьмой двадцатый двадцать двенадцатый двенадцать девятнадцатый
    девятнадцать девятый девять десятый десять жизнь люди миллионов мира одиннадцать процентов пятнадцатый
    пятнадцать пятый пять седьмой семнадцатый семнадцать семь третий три тринадцатый тринадцать тысяч человек
    четвертый четыре четырнадцатый четырнадцать шестнадцатый шестнадцать шестой шесть""",
    "tr": """altmış altı beş doksan dokuz dört elli katrilyon kırk milyar milyon otuz sekiz seksen trilyon
    yedi yetmiş yirmi yüz üç""",
}
_NORWEGIAN = {"no": "nb"}  # whose code the package has for Bokmål


@cache
def of(language: str) -> frozenset[str]:
    """Return the stop words of a library's language; none where nobody has a list."""
    code = languages.code(language)
    if language == languages.SIMPLE:
        return frozenset()
    if code == "en":
        return ENGLISH
    code = _NORWEGIAN.get(code, code)
    if code not in LANGUAGE_MAPPING:
        return frozenset()
    words = get_stop_words(code, cache=False)
    if code == "tr":
        # That file was read as Latin-1, though it was written in Latin-5.
        words = [word.encode("latin-1", "ignore").decode("iso8859-9") for word in words]
    return frozenset(words).difference(_TELLING.get(code, "").split())


# Of scripts that are cut in pairs: Chinese and Japanese characters that only connect or ask, pairs of them,
# and Korean endings and words that ask.
UNSPACED_CHARACTERS = frozenset("的了吗嗎呢吧是谁誰哪什么麼怎はがをにのでともへか")
UNSPACED_WORDS = frozenset(
    """
    多少 几个 幾個 为何 為何 如何 何时 何時 为什 為什 时候 時候
    哪里 几时 ます ませ まし して した する され れた れて いる いた ある
    あっ った って いつ だれ なに なぜ どう いく から まで より これ それ れる
    에서 으로 에게 까지 부터 에는 에도 했다 한다 하는 하고 했나 니까
    니다 습니 있다 있나 있는 이다 였다 된다 되나 인가 무엇 언제 어디 누가 누구 어떻 떻게 얼마 마나
    """.split()
)
