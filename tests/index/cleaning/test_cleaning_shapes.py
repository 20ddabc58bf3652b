"""Texts that are no plain story: poems, recipes, interviews, other scripts, lists."""

import itertools

import pytest

from index.cleaning import Cleaned, clean
from scraped import STORY, check, page

POEM = """The lantern on the millhouse stair
went out before the bells were rung
and all the birds that gathered there
took up the song the wheel had sung

So walk with me along the weir
and count the windows, one by one
until the river is so near
that neither of us has to run"""
RECIPE = """This cake keeps for a week and gets better every day.

Ingredients
300 g plums
150 g rye flour
120 g butter
2 eggs
a pinch of salt

Method
Heat the oven to 180 degrees.
Stone the plums and halve them.
Beat butter and eggs until pale, then fold in the flour.
Bake for 40 minutes."""
INTERVIEW = """Q: When did you start?
A: I was nine. My aunt had a furnace in the yard.

Q: What is the hardest part?
A: Waiting. Glass does not forgive a hurry.

Q: Do you read reviews?
A: Never.

Q: Can you share a little about your next show?
A: It opens in May, with forty lamps."""
TRANSCRIPT = """ANNA
Welcome back to the programme
BEN
Thank you for having me
ANNA
Tell us about the mine
BEN
We went down at six in the morning
ANNA
And then
BEN
Then the lamps failed"""
ARABIC = """قال المجلس البلدي يوم الاثنين إن جسر الميناء سيغلق لإجراء إصلاحات قد تستغرق تسعة أسابيع.

وعثر المهندسون على شقوق في أربعة من كابلات الجسر خلال تفتيش في يناير.

وقالت رئيسة البلدية إن العبارات ستنقل المشاة عبر الخليج كل عشرين دقيقة."""
CHINESE = """市议会周一表示，港口大桥将关闭维修，工期可能长达九周。

工程师在一月的检查中发现四根钢缆出现裂缝。

渡轮将每二十分钟运送行人过海湾，市长说。"""
CAPITALS = """THE COUNCIL CLOSED THE HARBOUR BRIDGE ON MONDAY. ENGINEERS FOUND CRACKS IN FOUR CABLES.

FERRIES WILL RUN EVERY TWENTY MINUTES, THE MAYOR SAID."""
WRAPPED = """ALDMOOR -- The harbour bridge will close on Monday for repairs that may
take nine weeks, the council said. Engineers found cracks in four of its
steel cables during an inspection in January, and a second inspection in
February found two more.

Ferries will carry pedestrians across the bay every twenty minutes, said
Mayor Odile Brandt. Lorries have to take the northern road, which adds
thirty-one kilometres to the way from the port to the motorway."""
BULLETS = """- The bridge closes on Monday at six.
- Ferries run every twenty minutes.
- Lorries take the northern road
- Repairs cost four million
- No tolls until autumn"""
EMOJI = "🔥 big news 🔥\n\nWe won the cup last night!! 🏆🏆\n\n😂😂😂"


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("The Road to the Weir", POEM),
        ("Plum cake with rye", RECIPE),
        ("Ten questions for the glassblower", INTERVIEW),
        ("Under the mountain", TRANSCRIPT),
        ("إغلاق جسر الميناء لمدة تسعة أسابيع", ARABIC),
        ("港口大桥将关闭九周", CHINESE),
        ("COUNCIL CLOSES BRIDGE", CAPITALS),
        ("Harbour bridge to close for nine weeks", WRAPPED),
        ("What the mayor said", BULLETS),
        ("Cup night", EMOJI),
    ],
    ids=[
        "poem",
        "recipe",
        "interview",
        "transcript",
        "arabic",
        "chinese",
        "capitals",
        "wrapped",
        "bullets",
        "emoji",
    ],
)
@pytest.mark.parametrize("junk", ["", "\n\nShare\nFacebook Twitter\n\nComments\n"])
def test_other_shapes_of_text_stay_whole(title: str, body: str, junk: str) -> None:
    cleaned = clean(f"{title}\n\n{body}{junk}")
    check(cleaned)
    assert (cleaned.source.title, cleaned.text) == (title, body)


@pytest.mark.parametrize(
    "text",
    [
        "Fog came in.",
        "Fog",
        "A headline without a story",
        "Share\nTweet\nSubscribe to our newsletter\nAdvertisement",
        "You agree to our terms.\n\nWe use cookies.\n\nSubscribe to our newsletter.",
        "🎉",
        "Share",
    ],
)
def test_a_text_never_loses_everything(text: str) -> None:
    assert clean(text) == Cleaned(text)


@pytest.mark.parametrize("text", ["", " ", "\n\n", " \n\t\n "])
def test_a_blank_text_stays_blank(text: str) -> None:
    assert clean(text).text == ""


def test_a_list_longer_than_its_introduction_stays() -> None:
    things, places = ("Bell", "Wheel", "Lamp", "Weir"), ("Aldmoor", "Velling", "Wick Cross", "Torrin")
    pairs = enumerate(itertools.product(things, places), start=1)
    names = [f"{number}. The {thing} of {place}" for number, (thing, place) in pairs]
    body = page(*STORY[:2], page(*names, separator="\n"))
    assert clean(page("Sixteen songs", body)).text == body


def test_a_long_list_that_closes_a_story_stays() -> None:
    names = page(
        *(f"{name} {place}" for name, place in itertools.product(("Ada", "Ilse", "Noor"), "ABCDE")),
        separator="\n",
    )
    body = page(*STORY, names)
    assert clean(page("Bridge walkers of the year", body, "Share", "Facebook", "Terms of Use")).text == body
