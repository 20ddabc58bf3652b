"""A library in which one byte is changed, and what becomes of it: read all of it, and compare with what was.

Areas are places where a byte can stand: rows of text, rows of labels, further rows, anywhere in the database,
the write-ahead log, and segments.
"""

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from index import Article, Library, LibraryError, Passage

DATABASE, LOG = "library.sqlite", "library.sqlite-wal"
_WORDS = (
    *("harbour", "ferry", "glass", "council", "bridge", "winter", "market", "engine", "teacher", "river"),
    *("orchard", "minister", "strike", "lantern", "archive", "captain", "verdict", "railway", "cinema"),
)
_OUTLETS = ("Aldmoor Courier", "Northern Wire", "Skarra Post", "Über Heute")
QUESTIONS = ("harbour ferry", "council of the market", "lantern verdict", "the railway and the cinema")
_TABLES = (
    "passages",
    "corrections",
    "addresses",
    "digests",
    "meta",
    "retired",
    "aliases",
    "files",
    "changes",
    "segments",
)


class Fate(Enum):
    """What became of a changed byte."""

    HARMLESS = "harmless"
    DETECTED = "detected by check"
    REFUSED = "refused when read"
    WRONG = "WRONG"


@dataclass(frozen=True)
class Result:
    """What became of one changed byte, and what says so."""

    fate: Fate
    area: str
    file: str
    place: int
    said: str


@dataclass(frozen=True)
class Truth:
    """What a library holds: each article by its id, and its passages by theirs.

    `earlier` and `earlier_passages` are what it held after any of its commits: one that has lost some of
    them, and says so, may show these.
    """

    articles: dict[str, Article]
    passages: dict[str, Passage]
    corrections: dict[str, dict[str, str]]
    earlier: frozenset[Article]
    earlier_passages: frozenset[Passage]

    @classmethod
    def of(cls, library: Library, before: "Truth | None" = None) -> "Truth":
        """Return what a library holds now, after what it held `before`."""
        articles = {article.id: article for article in library.articles()}
        passages = {one.id: one for name in articles for one in library.passages(name)}
        return cls(
            articles,
            passages,
            {name: library.corrections(name) for name in articles},
            frozenset(articles.values()) | (before.earlier if before else frozenset()),
            frozenset(passages.values()) | (before.earlier_passages if before else frozenset()),
        )


def build(folder: Path, seed: int, count: int) -> tuple[Path, Path, Truth]:
    """Lay out a library twice: closed, and as a killed process leaves it; return both and what they hold."""
    chance = random.Random(seed)
    closed, killed = folder / "closed", folder / "killed"
    with Library.open(closed) as library:
        for number in range(0, count, 4):
            library.add(_article(chance, one) for one in range(number, min(number + 4, count)))
        truth = Truth.of(library)
        library.correct("a1", title="A corrected title", outlet="Northern Wire")
        library.correct("a2", published="2026-05-05")
        truth = Truth.of(library, truth)
        library.remove(["a3"])
        library._merger.wait()
        truth = Truth.of(library, truth)
        # Open, all that was committed since it was laid out stands in the log.
        shutil.copytree(closed, killed)
    return closed, killed, truth


def _article(chance: random.Random, number: int) -> Article:
    sentences = (
        " ".join(chance.choices(_WORDS, k=12)).capitalize() + f" near Größe{number}." for _ in range(80)
    )
    title = " ".join(chance.choices(_WORDS, k=5)).title()
    return Article(
        id=f"a{number}",
        text=" ".join(sentences),
        title=f"{title} {number}",
        outlet=chance.choice(_OUTLETS),
        author=f"Ines Tarrow {number}",
        published=f"2026-0{1 + number % 9}-1{number % 10}",
        url=f"https://courier.example/{number}",
        pages=(0, 50) if number % 2 else (),
    )


def flip(folder: Path, file: str, place: int, chance: random.Random) -> None:
    """Change one byte of a file to any other value."""
    with (folder / file).open("r+b") as opened:
        opened.seek(place)
        [before] = opened.read(1)
        opened.seek(place)
        opened.write(bytes([(before + chance.randrange(1, 256)) % 256]))


def fate(folder: Path, truth: Truth, area: str, file: str, place: int) -> Result:
    """Check and read a library in which a byte was changed."""
    said = ""
    try:
        said = next(iter(Library.problems(folder)), "")
        readings = _earlier_readings if "has lost commits" in said else _readings
        refusals = list(readings(folder, truth))
    except _WrongError as error:
        return Result(Fate.WRONG, area, file, place, f"{error}; check: {said or 'whole'}")
    except Exception as error:  # noqa: BLE001  anything but a clear line is wrong
        return Result(Fate.WRONG, area, file, place, f"{type(error).__name__}: {error}")
    if said:
        return Result(Fate.DETECTED, area, file, place, said)
    if refusals:
        return Result(Fate.REFUSED, area, file, place, refusals[0])
    return Result(Fate.HARMLESS, area, file, place, "")


class _WrongError(Exception):
    """Something was shown that was never stored."""


def _readings(folder: Path, truth: Truth) -> Iterator[str]:
    """Read all that people can see; yield what was refused."""
    try:
        library = Library.open(folder)
    except LibraryError as error:
        yield str(error)
        return
    with library:
        for reading in (_all, _each, _lists, _answers, _quotes):
            yield from reading(library, truth)


def _earlier_readings(folder: Path, truth: Truth) -> Iterator[str]:
    """Read all of a library that says that it has lost commits."""
    with Library.open(folder) as library:

        def read() -> None:
            for article in library.articles():
                _must(article in truth.earlier, f"article {article.id} never was like that")
                for one in library.passages(article.id):
                    _must(one in truth.earlier_passages, f"passage {one.id} never was like that")

        def write() -> None:
            library.remove([next(iter(truth.articles))])
            raise AssertionError("a library that has lost commits was written")

        yield from _refusal(read)
        yield from _refusal(write)


def _refusal(act: Callable[[], None]) -> Iterator[str]:
    try:
        act()
    except LibraryError as error:
        yield str(error)


def _all(library: Library, truth: Truth) -> Iterator[str]:
    def export() -> None:
        for article in library.articles():
            _same(article, truth)

    yield from _refusal(export)


def _each(library: Library, truth: Truth) -> Iterator[str]:
    for name, article in truth.articles.items():

        def look(name: str = name, article: Article = article) -> None:
            _must(library.get(name) == article, f"get({name}) is another article")
            passages = library.passages(name)
            for one in passages:
                _must(truth.passages.get(one.id) == one, f"{one.id} is another passage")
            _must(library.corrections(name) == truth.corrections[name], f"corrections of {name}")

        yield from _refusal(look)
    for name, passage in truth.passages.items():

        def quote(name: str = name, passage: Passage = passage) -> None:
            _must(library.passage(name) == passage, f"passage({name}) is another one")

        yield from _refusal(quote)


def _lists(library: Library, truth: Truth) -> Iterator[str]:
    def look() -> None:
        for one in library.listing(limit=-1)[0]:
            stored = truth.articles.get(one.id)
            _must(
                stored is not None
                and (one.title, one.outlet, one.author, one.published, one.url)
                == (stored.title, stored.outlet, stored.author, stored.published, stored.url),
                f"listing shows {one.id} otherwise",
            )
        for suggestion in library.lookup.suggest("", 25):
            stored = truth.articles.get(suggestion.id)
            _must(
                stored is not None
                and (suggestion.title, suggestion.outlet, suggestion.published)
                == (stored.title, stored.outlet, stored.published),
                f"suggestion {suggestion.id} is otherwise",
            )
        outlets = {article.outlet for article in truth.articles.values()}
        _must({name for name, _ in library.lookup.outlets()} <= outlets, "an outlet that nobody is called")

    yield from _refusal(look)


def _answers(library: Library, truth: Truth) -> Iterator[str]:
    for question in QUESTIONS:

        def ask(question: str = question) -> None:
            for hit in library.search(question, 5).hits:
                for passage in (hit.passage, *hit.also_in):
                    _must(truth.passages.get(passage.id) == passage, f"hit {passage.id} is another passage")

        yield from _refusal(ask)


def _quotes(library: Library, truth: Truth) -> Iterator[str]:
    passage = next(iter(truth.passages.values()))

    def check() -> None:
        for match in library.lookup.check_quote(passage.text.split(". ")[0]).matches:
            _same(match.article, truth)

    yield from _refusal(check)


def _same(article: Article, truth: Truth) -> None:
    _must(truth.articles.get(article.id) == article, f"article {article.id} is another one")


def _must(right: bool, otherwise: str) -> None:  # noqa: FBT001
    if not right:
        raise _WrongError(otherwise)


# Where bytes stand


def places(area: str, folder: Path, truth: Truth, chance: random.Random) -> Iterator[tuple[str, int]]:
    """Yield files and places in them that belong to the area, at random, without end."""
    data = (folder / DATABASE).read_bytes()
    articles = list(truth.articles.values())
    while True:
        article = chance.choice(articles)
        if area == "text":
            yield from _standing(data, article.text.encode(), chance)
        elif area == "labels":
            label = (
                article.id,
                article.title,
                article.outlet,
                article.author,
                article.published,
                article.url,
            )
            yield from _standing(data, chance.choice(label).encode(), chance, whole=True)
        elif area == "other rows":
            page_size, pages = _pages(folder, chance.choice(_TABLES))
            start = (chance.choice(pages) - 1) * page_size
            # What stands before is the list of cells, and room.
            used = int.from_bytes(data[start + 5 : start + 7], "big") % page_size
            yield DATABASE, start + chance.randrange(used, page_size)
        elif area == "database":
            yield DATABASE, chance.randrange(len(data))
        elif area == "log":
            yield LOG, chance.randrange((folder / LOG).stat().st_size)
        else:
            file = chance.choice(sorted((folder / "segments").iterdir()))
            yield f"segments/{file.name}", chance.randrange(file.stat().st_size)


def _standing(
    data: bytes, wanted: bytes, chance: random.Random, *, whole: bool = False
) -> Iterator[tuple[str, int]]:
    """Yield a place of a byte of `wanted` in the database: in the table or in any index."""
    offset = chance.randrange(len(wanted))
    start = 0 if whole else max(0, offset - 30)
    piece = wanted if whole else wanted[start : offset + 30]
    found = []
    place = data.find(piece)
    while place >= 0:
        found.append(place + offset - start)
        place = data.find(piece, place + 1)
    if found:
        yield DATABASE, chance.choice(found)


def _pages(folder: Path, table: str) -> tuple[int, list[int]]:
    """Return the size of a page, and the pages of a table's tree, by SQLite's file format."""
    db = sqlite3.connect(f"{(folder / DATABASE).as_uri()}?mode=ro&immutable=1", uri=True)
    [root] = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    [size] = db.execute("PRAGMA page_size").fetchone()
    db.close()
    data = (folder / DATABASE).read_bytes()
    waiting, pages = [root], []
    while waiting:
        page = waiting.pop()
        pages.append(page)
        at = (page - 1) * size + (100 if page == 1 else 0)
        if data[at] in {2, 5}:  # an inner page; its children follow
            cells = int.from_bytes(data[at + 3 : at + 5], "big")
            waiting.append(int.from_bytes(data[at + 8 : at + 12], "big"))
            for cell in range(cells):
                pointer = at + 12 + 2 * cell
                start = (page - 1) * size + int.from_bytes(data[pointer : pointer + 2], "big")
                waiting.append(int.from_bytes(data[start : start + 4], "big"))
    return size, pages


AREAS = ("text", "labels", "other rows", "database", "log", "segments")


def flips(folder: Path, seed: int, wanted: dict[str, int], articles: int = 24) -> Iterator[Result]:
    """Change one byte at a time, as often in each area as `wanted`, each in a fresh copy of the library."""
    closed, killed, truth = build(folder, seed, articles)
    chance = random.Random(seed)
    for area, count in wanted.items():
        source = killed if area == "log" else closed
        at = places(area, source, truth, chance)
        for _ in range(count):
            file, place = next(at)
            copy = folder / "copy"
            shutil.copytree(source, copy)
            flip(copy, file, place, chance)
            yield fate(copy, truth, area, file, place)
            shutil.rmtree(copy)
