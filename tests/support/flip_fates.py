"""What becomes of a library in which one byte was changed: read all of it, and compare with what was."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from flipped_library import Truth
from index import Article, Library, LibraryError, Passage

QUESTIONS = ("harbour ferry", "council of the market", "lantern verdict", "the railway and the cinema")


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
