"""Function words that a question uses to ask and an article uses to connect.

They are indexed like all words; only the question step drops them, and only when something else is
left. Words that are also months or common names ("may", "mark") are no stop words here.
"""

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

LISTS = {"english": ENGLISH}

# Of scripts without blanks: Chinese and Japanese characters that only connect or ask, and pairs of them.
UNSPACED_CHARACTERS = frozenset("的了吗嗎呢吧是谁誰哪什么麼怎はがをにのでともへか")
UNSPACED_WORDS = frozenset(
    """
    多少 几个 幾個 为何 為何 如何 何时 何時 为什 為什 时候 時候
    哪里 几时 ます ませ まし して した する され れた れて いる いた ある
    あっ った って いつ だれ なに なぜ どう いく から まで より これ それ れる
    """.split()
)
