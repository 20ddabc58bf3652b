"""Scraped text: furniture goes, the story stays, and what went can be told."""

import io
import itertools
import json
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaning_measure import Measure
from index import Article, Library, read_articles
from index.cleaning import Cleaned, clean, count_lines, remaining
from index.passages import sentences
from index.readers import text as text_reader
from junk import Generator
from junk_held_out import HELD_OUT
from junk_phrases import TUNING
from shared_data import SHARED, needs_shared

STORY = (
    "The harbour bridge will close on Monday for repairs that may take nine weeks, the council said.",
    "Engineers found cracks in four of the bridge's cables during an inspection in January.",
    "“We could not wait for the summer,” said the mayor, who walks over the bridge to her office.",
    "Repairs\twill cost four million,  the council said, and the ferries another half a million.",
    "Ferries will carry pedestrians across the harbour every twenty minutes until the repairs are done.",
    "Lorries have to take the northern road, which adds thirty kilometres to the way to the harbour.",
    "The council hopes that the bridge will open again before the autumn storms.",
)


def page(*lines: str, separator: str = "\n\n") -> str:
    return separator.join(lines)


def reasons(cleaned: Cleaned) -> dict[str, str]:
    return {cleaned.extracted[start:end].strip(): reason for start, end, reason in cleaned.dropped}


def check(cleaned: Cleaned) -> None:
    """What holds of every result."""
    ends = [0, *(span.end for span in cleaned.dropped)]
    assert all(span.start < span.end for span in cleaned.dropped)
    assert all(span.start >= end for span, end in zip(cleaned.dropped, ends, strict=False))
    assert ends[-1] <= len(cleaned.extracted)
    assert remaining(cleaned.extracted, cleaned.dropped) == cleaned.text
    assert bool(cleaned.text.strip()) == bool(cleaned.extracted.strip())
    lines = set(cleaned.extracted.split("\n"))
    first, *others = cleaned.text.split("\n")
    # The first line may have lost its indentation, the last the blanks at its end.
    assert first in lines or first.strip() in {line.strip() for line in lines}
    assert all(line in lines for line in others[:-1])


@pytest.mark.parametrize("separator", ["\n", "\n\n", "\n\n\n", "\n  \n"])
def test_furniture_above_inside_and_below_goes(separator: str) -> None:
    above = ("Home", "World", "Sign in", "Harbour bridge to close", "By Ines Tarrow", "Published: 3 May 2021")
    share = ("FacebookTwitterWhatsAppCopy link", "0 Comment(s)Print E-mail", "4 min read")
    below = ("[ad_2]", "Source link", "Related Articles", "Cat wins prize", "Leave a comment", "Name *")
    story = (*STORY[:3], "[ad_1]", "Advertisement", *STORY[3:5], "Read more: Cats win prizes", *STORY[5:])
    legal = ("© 2021 Velling Herald. All rights reserved.", "Terms of Use", "Back to top")
    cleaned = clean(page(*above, *share, *story, *below, *legal, separator=separator))
    check(cleaned)
    assert cleaned.text == page(*STORY, separator=separator)
    assert cleaned.source.title == "Harbour bridge to close"


def test_every_dropped_line_has_its_reason() -> None:
    text = page(
        "Bridge to close", "By Ines Tarrow", "3 May 2021", *STORY, "Share this article", "-Radio Quay"
    )
    cleaned = clean(f"{text}\n\nBridge to close\n\nA cat won a prize")
    assert reasons(cleaned) == {
        "Bridge to close": "title again",
        "By Ines Tarrow": "byline",
        "3 May 2021": "date",
        "Share this article": "button or share bar",
        "-Radio Quay": "signature",
        "A cat won a prize": "after the story",
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "Sign up for our newsletter and never miss a story.",
        "Follow us on Facebook and Twitter for the latest updates.",
        "We use cookies to improve your experience on our website.",
        "Your email address will not be published.",
        "All rights reserved. This text may not be published or broadcast.",
    ],
)
@pytest.mark.parametrize("place", [0, 3, 7])
def test_sentences_of_the_site_go_wherever_they_stand(sentence: str, place: int) -> None:
    cleaned = clean(page("Harbour bridge to close", *STORY[:place], sentence, *STORY[place:]))
    assert cleaned.text == page(*STORY)


@pytest.mark.parametrize(
    "sentence",
    [
        "The newspaper lost two thousand subscribers after the bridge closed, the council said.",
        "She shared the video of the bridge on Facebook, where readers left comments.",
        "“Follow us,” the mayor told the engineers, “and sign up for the ferry.”",
        "Reach the council at bridge@aldmoor.example.",
        "Could you share a little about your bridge?",
    ],
)
def test_a_story_may_use_the_words_of_buttons(sentence: str) -> None:
    text = page(*STORY[:3], sentence, *STORY[3:])
    assert clean(page("Harbour bridge to close", text)).text == text


def test_subheadings_and_lists_inside_a_story_stay() -> None:
    body = page(
        *STORY[:3], "What it costs", *STORY[3:5], "The ferries are:", "• Gannet", "• Heron", *STORY[5:]
    )
    assert clean(page("Harbour bridge to close", body, "Share", "Print")).text == body


def test_a_list_of_other_articles_goes_with_its_heading() -> None:
    links = ("You may also like", "Cat wins prize for the third time", "Why snow is white on Tuesdays")
    assert clean(page("Harbour bridge to close", *STORY[:3], *links, *STORY[3:])).text == page(*STORY)


def test_captions_that_are_sentences_stay_and_credits_go() -> None:
    caption = "The harbour bridge in the rain on a day when the council met to speak about repairs"
    cleaned = clean(
        page("Nine weeks without a bridge", caption, "Photo: Ines Tarrow", "(Getty Images)", *STORY)
    )
    assert cleaned.text == page(caption, *STORY)
    assert reasons(cleaned)["Photo: Ines Tarrow"] == "photo credit"


def test_of_two_separators_the_stronger_stays() -> None:
    first, second, third, *rest = STORY
    cleaned = clean(f"Bridge to close\n\n{first}\nShare\n\n{second}\n\nPrint\n{third}\n" + page(*rest))
    assert cleaned.text == f"{first}\n\n{second}\n\n{third}\n" + page(*rest)


def test_lines_of_a_whole_batch_go() -> None:
    texts = [page(f"Bridge {number}", *STORY[number:], "Quay 14, Aldmoor") for number in range(3)]
    inside = page("Bridge sinks", *STORY[:4], "Quay 14, Aldmoor", *STORY[4:])
    assert clean(inside).text == page(*STORY[:4], "Quay 14, Aldmoor", *STORY[4:])
    cleaned = clean(inside, count_lines([*texts, inside]))
    # What an agency sent to all of them is still the story.
    assert cleaned.text == page(*STORY)
    assert reasons(cleaned)["Quay 14, Aldmoor"] == "repeated across the batch"


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


LINES = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [*STORY, "Share", "By Ines Tarrow", "3 May 2021", "[ad_1]", "• one", "", "Read more: x", "¡", "»"]
    ),
)


@given(st.lists(LINES, max_size=30), st.sampled_from(["\n", "\n\n", "\r\n", " "]))
def test_what_holds_of_every_text(lines: list[str], separator: str) -> None:
    check(clean(separator.join(lines)))


FURNITURE = ("Share", "Facebook", "Leave a comment", "Related Articles", "© 2021 Radio Quay", "Next article")


@given(
    st.lists(st.sampled_from(STORY), min_size=1, max_size=20, unique=True),
    st.lists(st.sampled_from(FURNITURE), max_size=12),
)
def test_no_sentence_is_lost_to_furniture_below(story: list[str], furniture: list[str]) -> None:
    cleaned = clean(page("A title of six short words", *story, *furniture))
    assert all(sentence in cleaned.text for sentence in story)


HOSTILE = {
    "one line": "word " * 400_000,
    "blanks": " " * 2_000_000,
    "line ends": "\n" * 2_000_000,
    "letters": "a\n" * 1_000_000,
    "buttons": "Share\n" * 19_000,
    "emoji": "🎉" * 1_000_000,
    "brackets": ("[a" * 2_000 + "\n") * 100,
    "braces": ("{a}" * 100 + "x\n") * 1_000,
    "names": ("Aa Bb Cc Dd, " * 14 + "\n") * 2_000,
    "capitals": ("Aaaaa " * 33 + "\n") * 2_000,
    "slashes": ("a / " * 60 + "\n") * 2_000,
    "pipes": ("a | b " * 40 + "\n") * 2_000,
    "dashes": ("- - - - - " * 19 + "\n") * 2_000,
    "rights": ("copyright " * 19 + "\n") * 2_000,
    "clocks": ("10:10 " * 30 + "\n") * 2_000,
    "days": ("3 January 2020 " * 12 + "\n") * 2_000,
    "prefixes": ("al-" * 60 + "\n") * 2_000,
    "hashes": ("#a " * 90 + "x\n") * 2_000,
    "prose": "\n\n".join(f"All {n} bridges closed on day {n}, {n + 1} on the next." for n in range(9_000)),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_take_linear_time(name: str) -> None:
    start = time.perf_counter()
    cleaned = clean(HOSTILE[name])
    # Measured at under two seconds each; what grew with the square would take minutes.
    assert time.perf_counter() - start < 20
    check(cleaned)


def test_a_text_longer_than_any_article_is_kept_whole() -> None:
    text = page("Harbour bridge to close", *STORY * 800, "Share")
    assert clean(text * 10) == Cleaned(text * 10)


def test_the_reader_keeps_what_it_read_and_what_went(tmp_path: Path) -> None:
    path = tmp_path / "bridge.txt"
    path.write_text(page("Bridge to close", "By Ines Tarrow", "3 May 2021", *STORY, "Share", "-Radio Quay"))
    [article] = read_articles(path)
    assert article == Article(
        text=page(*STORY),
        title="Bridge to close",
        outlet="Radio Quay",
        author="Ines Tarrow",
        published="2021-05-03",
        origin=str(path),
    )
    assert isinstance(article, Article)
    assert article.extracted == path.read_text()
    assert remaining(article.extracted, article.dropped) == article.text


def test_the_reader_takes_the_lines_of_a_batch() -> None:
    file = io.BytesIO(page("Bridge to close", *STORY[:4], "Quay 14", *STORY[4:]).encode())
    [article] = text_reader.read(file, "bridge.txt", {"quay 14": 3})
    assert isinstance(article, Article)
    assert article.text == page(*STORY)


def test_records_are_taken_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    record = {"title": "Bridge", "text": page("Share", *STORY, "Share")}
    path.write_text(json.dumps(record))
    [article] = read_articles(path)
    assert isinstance(article, Article)
    assert (article.text, article.extracted, article.dropped) == (record["text"], "", ())


@needs_shared
def test_the_seeds(tmp_path: Path) -> None:
    articles = {Path(article.origin).name[:3]: article for article in read_articles(SHARED / "seeds")
                if isinstance(article, Article)}  # fmt: skip
    for number, article in articles.items():
        # Exact: the first line, word for word. 002 has the suffix of its site in its own headline, too.
        raw = Path(article.origin).read_text(encoding="utf-8")
        assert article.title == raw.split("\n")[0].strip(), number
    assert articles["000"].author == "Selava Omar"
    assert articles["001"].published == "2020-08-21"
    assert articles["003"].outlet == "New York Times"
    assert (articles["004"].outlet, articles["004"].published) == ("Xinhua", "2020-09-30")
    unknown = [articles[n].published for n in ("000", "002", "003")] + [
        articles[n].outlet for n in ("000", "001", "002")
    ]
    assert unknown == [""] * 6
    with Library.open(tmp_path / "library") as library:
        library.add(articles.values())
        passages = [
            passage.text for article in library.articles() for passage in library.passages(article.id)
        ]
    furniture = (
        *("[ad_", "Related", "Back to top", "Follow us", "google-news", "LinkedIn", "Twitter", "Source link"),
        *("More to explorer", "More news from", "Published:", "updated:", "omment(s)", "Print", "font size"),
        *("Bookmark", "Download", "moderator", "Required", "Newsletter", "Top Stories"),
    )
    assert not [(word, text) for word, text in itertools.product(furniture, passages) if word in text]


@needs_shared
def test_the_seeds_keep_their_sentences() -> None:
    """Counted: sentences of four words or more with an end mark, in the files; two of them are furniture."""
    counted = lost = 0
    for article in read_articles(SHARED / "seeds"):
        assert isinstance(article, Article)
        for line in article.extracted.split("\n"):
            spans = [span for span in sentences(line) if len(line[span.start : span.end].split()) > 3]
            ended = [
                line[span.start : span.end]
                for span in spans
                if line[: span.end].rstrip("\"'”’)")[-1:] in ".!?"
            ]
            furniture = "moderator" in line or "Twitter and Facebook" in line
            counted += 0 if furniture else len(ended)
            lost += sum((sentence not in article.text) != furniture for sentence in ended)
    assert counted > 70
    assert lost == 0


@pytest.fixture(scope="module")
def news() -> list[Article]:
    zstandard = pytest.importorskip(
        "zstandard", reason="unpacking the news corpus needs the zstandard package"
    )
    packed = SHARED / "corpora" / "news.jsonl.zst"
    with packed.open("rb") as file:
        stream = io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(file), 1 << 20)
        records = [json.loads(line) for line in itertools.islice(stream, 6_000)]
    return [Article(text=record["text"], title=record["title"]) for record in records]


@needs_shared
@pytest.mark.parametrize(
    ("phrases", "most_kept", "most_lost"),
    [(TUNING, 0.015, 0.008), (HELD_OUT, 0.07, 0.008)],
    ids=["tuning", "held out"],
)
def test_junk_around_and_inside_real_articles(
    news: list[Article], phrases: dict[str, tuple[str, ...]], most_kept: float, most_lost: float
) -> None:
    # The bounds leave room for chance on 200 pages; benchmarks/cleaning.py measures 2,000.
    often = Counter(line for article in news for line in {line.strip() for line in article.text.split("\n")})
    measure = Measure(furniture={line for line, count in often.items() if count >= 3})
    for generated in Generator(news, phrases, seed=4).pages(200):
        measure.add(generated)
    assert measure.junk_kept < most_kept
    assert measure.body_lost < most_lost
    assert measure.right["published"] >= 0.98 * measure.stated["published"]
    assert measure.right["title"] >= 0.9 * measure.stated["title"]
    assert measure.right["author"] >= 0.85 * measure.stated["author"]
    assert measure.wrong["author"] + measure.wrong["published"] <= 4
