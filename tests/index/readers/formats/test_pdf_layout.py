"""PDFs by where their type stands: initials, columns, raised figures, running heads, hyphens."""

import pytest

from documents import Placed, document, only, pdf, placed_pdf
from index import Article
from index.readers.formats import pdf as pdf_files

TITLE = Placed(50, 760, 20, "The keeper of the lock retires")


def read(*pages: list[Placed], fonts: bool = True) -> Article:
    return only(pdf_files.parse(document(placed_pdf(pages, fonts=fonts))))


def lines(*texts: str, x: float = 50, top: float = 700, size: float = 11) -> list[Placed]:
    return [Placed(x, top - 14 * number, size, text) for number, text in enumerate(texts)]


def told(article: Article) -> list[tuple[str, str]]:
    return [(article.extracted[start:end].strip(), reason) for start, end, reason in article.dropped]


OPENING = ("he keeper of the lock put away her", "lantern on Friday after forty years at", "the old canal.")


@pytest.mark.parametrize("size", [22, 36, 52])
@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize("fonts", [False, True])
def test_an_initial_joins_its_word_and_is_no_title(*, size: float, last: bool, fonts: bool) -> None:
    initial = [Placed(50, 712 - size * 0.7, size, "T")]
    text = [*lines(*OPENING[:2], x=50 + size * 0.7), *lines(OPENING[2], top=672)]
    article = read([TITLE, *(text + initial if last else initial + text)], fonts=fonts)
    assert (article.title, article.text) == (TITLE.text, f"T{' '.join(OPENING)}")


@pytest.mark.parametrize(
    ("initial", "rest", "text"),
    [
        ("A", "man drowned in the old lock on Friday, its keeper", "A man drowned"),
        ("A", "fter forty years the keeper of the old lock retired", "After forty"),
        ("I", "n the winter of that year the old lock froze over", "In the winter"),
        ("I", "ndian boatmen came to the lock in the spring of the", "Indian boatmen"),
        ("\u201cN", "obody will miss me,\u201d said the keeper of the lock", "\u201cNobody will"),
        ("L\u2019", "ancienne éclusière est partie vendredi, a dit la ville", "L\u2019ancienne éclusière"),
    ],
)
def test_an_initial_is_a_word_or_begins_one(initial: str, rest: str, text: str) -> None:
    body = lines(rest, "and so it went for all of her forty years there.", x=80)
    assert read([TITLE, Placed(50, 686, 36, initial), *body]).text.startswith(text)


def test_an_initial_on_the_line_of_its_word() -> None:
    article = read(
        [TITLE, Placed(50, 700, 30, "T"), *lines(*OPENING[:1], x=69), *lines(*OPENING[1:], top=686)]
    )
    assert article.text.startswith("The keeper of the lock")


LEFT = (
    "The mill on the river Alder",
    "burned down on Sunday and",
    "nobody was hurt, the captain",
    "of the brigade said.",
)
RIGHT = (
    "The school council will meet",
    "on Thursday to choose a new",
    "head, and it has asked for",
    "names from abroad.",
)


@pytest.mark.parametrize("fonts", [False, True])
@pytest.mark.parametrize("shift", [0, 5])
@pytest.mark.parametrize("by_rows", [False, True])
def test_columns_are_read_one_after_the_other(*, fonts: bool, shift: float, by_rows: bool) -> None:
    left, right = lines(*LEFT), lines(*RIGHT, x=310, top=700 - shift)
    rows = [run for pair in zip(left, right, strict=True) for run in pair]
    article = read([TITLE, *(rows if by_rows else left + right)], fonts=fonts)
    assert article.text == f"{' '.join(LEFT)}\n{' '.join(RIGHT)}"


def test_three_columns_and_a_line_across_them() -> None:
    third = (
        "Rain is likely in the hills",
        "by noon on Monday, and the",
        "ferries may stop for some",
        "of the afternoon.",
    )
    columns = [lines(*LEFT), lines(*RIGHT, x=230), lines(*third, x=410)]
    rows = [run for row in zip(*columns, strict=True) for run in row]
    across = "The council meets in the spring to hear what the captain, the school and the ferrymen did."
    article = read([TITLE, *rows, *lines(across, top=600)])
    assert article.text == "\n".join((*map(" ".join, (LEFT, RIGHT, third)), across))


def test_a_table_keeps_its_rows() -> None:
    cells = [("Tern", "1977", "Aldermere"), ("Gull", "1983", "Ostby"), ("Plover", "1990", "Norham")]
    runs = [
        Placed(50 + 150 * c, 700 - 14 * r, 11, cell)
        for r, row in enumerate(cells)
        for c, cell in enumerate(row)
    ]
    text = " ".join(read([TITLE, *runs]).text.split())
    assert text == "Tern 1977 Aldermere Gull 1983 Ostby Plover 1990 Norham"


@pytest.mark.parametrize("rise", [4, 7])
@pytest.mark.parametrize("fonts", [False, True])
def test_raised_and_lowered_type_says_so(*, rise: float, fonts: bool) -> None:
    body = [
        *(
            Placed(50, 720, 11, "The line owes 10"),
            Placed(134, 720 + rise, 7, "6"),
            Placed(142, 720, 11, "crowns,"),
        ),
        *(Placed(50, 706, 11, "or so it said."), Placed(118, 706 + rise, 7, "3")),
        *(Placed(50, 692, 11, "It let out CO"), Placed(117, 689, 7, "2"), Placed(124, 692, 11, "on the 5")),
        *(Placed(166, 692 + rise, 7, "th"), Placed(176, 692, 11, "of May.")),
        Placed(50, 678, 11, "Nobody at the bank of the line would say more on Monday."),
    ]
    text = " ".join(read([TITLE, *body], fonts=fonts).text.split())
    assert text.startswith(
        "The line owes 10⁶ crowns, or so it said.³ It let out CO₂ on the 5th of May. Nobody"
    )


def test_type_that_a_rise_lifts() -> None:
    body = [
        Placed(50, 720, 11, "It owes 10"),
        Placed(104, 720, 7, "9", rise=4),
        Placed(112, 720, 11, "crowns"),
    ]
    assert read([TITLE, *body, *lines(*OPENING)]).text.startswith("It owes 10⁹ crowns")


BODY = (
    (
        "The dyke was raised by two hundred men in nine summers,",
        "and has held. The county looks it over each May and",
    ),
    (
        "each October with divers who search its foot. No crack",
        "has been found there since the winter of 1978, and the",
    ),
    (
        "next look is due in spring. The county has set aside",
        "nine thousand crowns and will print what they find.",
    ),
    (
        "Below the dyke the millers want more water in summer,",
        "but the county says that the lake must stay full.",
    ),
)


def paged(heads: tuple[str, ...]) -> list[list[Placed]]:
    return [
        [
            Placed(50 if number % 2 else 380, 800, 9, head),
            Placed(50 if number % 2 else 500, 30, 9, f"{number + 12}"),
            *lines(*text, top=740),
        ]
        for number, (head, text) in enumerate(zip(heads, BODY, strict=False))
    ]


@pytest.mark.parametrize(
    "heads",
    [
        ("THE DYKE POST", "REPORT: THE OLD DYKE", "THE DYKE POST", "REPORT: THE OLD DYKE"),
        ("12 The Dyke Post", "Water 13", "14 The Dyke Post", "Water 15"),
        ("The Dyke Post", "TUESDAY, 4 MARCH 2025", "The Dyke Post"),
        ("The Dyke Post", "Water", "The Dyke Post", "Harvest"),
    ],
)
def test_running_heads_of_left_and_right_pages_go_also_within_sentences(heads: tuple[str, ...]) -> None:
    article = read(*paged(heads))
    assert article.text.replace("\n", " ") == " ".join(line for page in BODY[: len(heads)] for line in page)
    assert "looks it over each May and each October" in article.text
    gone = [line for line, reason in told(article) if reason == "running head or foot"]
    assert gone == [line for number, head in enumerate(heads) for line in (head, f"{number + 12}")]
    assert len(article.pages) == len(heads)


def test_lines_of_text_at_the_edge_of_pages_stay() -> None:
    pages = [lines(*text, top=740) for text in BODY]
    assert read(*pages).text.replace("\n", " ") == " ".join(line for page in BODY for line in page)


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        ("cracks were found in the north-", "ern pier of the bridge.", "northern pier"),
        ("the pier is the work of a well-", "known builder of the town.", "well-known builder"),
        ("the pier is a work of the Anglo-", "Norse masons of the coast.", "Anglo-Norse masons"),
        ("lorries were kept off it in 1990-", "1995 and again last year.", "1990-1995 and"),
        ("there are plans for a two- or a four-", "lane road beside the pier.", "four-lane road"),
        ("the pier has room for two-", "and three-masted ships now.", "two- and three-masted"),
        ("the builder is the son-", "in-law of the mayor, he said.", "son-in-law"),
        ("THE PIER IS CLOSED TO ALL LOR-", "RIES UNTIL THE END OF MAY.", "LORRIES UNTIL"),
        ("the harbour of\u00ad", "fice shut it to all lorries.", "harbour office"),
    ],
)
def test_hyphens_at_the_ends_of_lines(before: str, after: str, text: str) -> None:
    four = "Every four-lane road in the county was closed."
    assert text in only(pdf_files.parse(document(pdf([[before, after, four]])))).text
