"""Corrections by hand: they stay, they can be undone, and a search goes by them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Article, Library, UnknownArticleError
from index.model.errors import CorrectionError

FERRY = "The ferry ran aground in fog on Tuesday. Nobody was hurt. The captain blamed a missing buoy."
READ = Article(
    id="a", text=FERRY, title="Agruond", outlet="ledger.example", url="https://ledger.example/ferry"
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        opened.add([READ])
        yield opened


def test_a_correction_shows_at_once_and_the_passages_keep_their_ids(library: Library) -> None:
    before = [passage.id for passage in library.passages("a")]
    corrected = library.correct("a", title="Ferry  stranded", published="2025-03-11", author="Ada Byron")
    assert corrected == library.get("a")
    assert corrected.source.startswith("ledger.example, 11 Mar 2025, ")
    assert corrected.title == "Ferry stranded"
    assert [passage.id for passage in library.passages("a")] == before
    assert [bool(library.rank(word, plain=True)) for word in ("stranded", "agruond")] == [True, False]
    assert list(library.check()) == []


def test_a_corrected_field_stays_when_the_article_is_read_again(library: Library) -> None:
    library.correct("a", title="Aground", outlet="")
    assert library.add([READ]).unchanged == ["a"]
    hidden = Article(id="a", text=FERRY, title="Another", outlet="Ledger", url=READ.url)
    assert library.add([hidden]).unchanged == ["a"]
    seen = Article(id="a", text=f"{FERRY} It floats.", title="Another", author="Ben Ash", url=READ.url)
    assert library.add([seen]).updated == ["a"]
    found = library.get("a")
    assert (found.title, found.outlet, found.author) == ("Aground", "", "Ben Ash")
    assert found.text.endswith("It floats.")


def test_an_article_read_again_is_found_by_its_corrected_title_alone(library: Library) -> None:
    library.correct("a", title="Stranded")
    library.add([Article(id="a", text=f"{FERRY} It floats.", title="Agruond", url=READ.url)])
    assert [bool(library.rank(word, plain=True)) for word in ("stranded", "agruond", "floats")] == [
        True,
        False,
        True,
    ]
    library.remove(["a"])
    assert list(library.check()) == []


def test_a_copy_that_knows_the_title_lets_the_article_be_found_by_it(library: Library) -> None:
    [name] = library.add([Article(text="Frost came early.")]).added
    others = [Article(text=f"Story {number} of {word}.") for number, word in enumerate(("oil", "tea"))]
    library.add([others[0], Article(text="Frost came early.", title="Orchards"), others[1]])
    assert library.rank("orchards", plain=True)[0][0] == name
    assert library.add([Article(text="Frost came early.", outlet="Ledger")]).updated == [name]
    assert library.rank("orchards", plain=True)[0][0] == name
    assert list(library.check()) == []


def test_an_undone_correction_shows_what_was_last_read(library: Library) -> None:
    library.correct("a", title="Aground", outlet="Harbor Ledger")
    library.add([Article(id="a", text=FERRY, title="Ferry aground", outlet="ledger.example", url=READ.url)])
    assert library.corrections("a") == {"title": "Ferry aground", "outlet": "ledger.example"}
    assert library.correct("a", reset=["title"]).title == "Ferry aground"
    assert library.corrections("a") == {"outlet": "ledger.example"}
    assert library.correct("a", reset=["title", "outlet"]).outlet == "ledger.example"
    assert library.corrections("a") == {}


def test_an_article_is_known_by_both_its_addresses(library: Library) -> None:
    [name] = library.add([Article(text="Frost.", url="https://ledger.example/amp/frost")]).added
    library.correct(name, url="https://ledger.example/frost")
    assert library.add([Article(text="Frost.", url="https://ledger.example/amp/frost")]).unchanged == [name]
    assert library.add([Article(text="Frost!", url="https://ledger.example/frost")]).updated == [name]
    assert library.get(name).url == "https://ledger.example/frost"


def test_a_text_is_known_again_by_the_outlet_that_was_read(library: Library) -> None:
    [name] = library.add([Article(text="Frost.", outlet="Wire")]).added
    library.correct(name, outlet="Coast Wire")
    assert library.add([Article(text="Frost.", outlet="Wire")]).unchanged == [name]
    assert library.add([Article(text="Frost.", outlet="Coast Wire")]).unchanged == [name]
    assert len(library.add([Article(text="Frost.", outlet="Dispatch")]).added) == 1


def test_adding_an_export_keeps_what_was_read(library: Library) -> None:
    library.correct("a", title="Aground")
    assert library.add(list(library.articles())).unchanged == ["a"]
    assert library.correct("a", reset=["title"]).title == "Agruond"


def test_a_backup_keeps_corrections(library: Library, tmp_path: Path) -> None:
    library.correct("a", title="Aground")
    library.backup(tmp_path / "copy")
    with Library.open(tmp_path / "copy") as copy:
        assert copy.get("a").title == "Aground"
        assert copy.corrections("a") == {"title": "Agruond"}


def test_the_address_of_another_article_is_refused(library: Library) -> None:
    library.add([Article(id="b", text="Frost.", url="https://ledger.example/frost")])
    with pytest.raises(CorrectionError, match='is the address of article "a"; remove one of the two'):
        library.correct("b", title="Frost", url="http://www.ledger.example/ferry/")
    assert library.corrections("b") == {}
    library.correct("a", url="https://www.ledger.example/ferry")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"published": "11 March 2025"}, '"11 March 2025" is no ISO 8601 date; write YYYY-MM-DD'),
        ({"published": "2025-02-30"}, "is no ISO 8601 date"),
        ({"url": "ledger.example/ferry"}, '"ledger.example/ferry" is no web address; begin it with https://'),
        ({"url": "file:///etc/passwd"}, "is no web address"),
        ({"url": "https://[x"}, "is no web address"),
        ({"url": "https://x.example/" + "y" * 2_000}, "more than 2000 characters"),
        ({"title": "x" * 501}, "title: has more than 500 characters"),
        ({"author": "Ada\udc80"}, "author: is not valid Unicode"),
        ({"outlet": "Ledger\u202e"}, "outlet: holds characters that cannot be printed"),
        ({"reset": ["text"]}, 'no field "text"; choose among: title, outlet'),
        ({"title": "x", "reset": ["title"]}, "title: is corrected and reset at once"),
    ],
)
def test_what_cannot_stand_there_is_refused_with_the_remedy(
    library: Library, fields: dict[str, str], words: str
) -> None:
    with pytest.raises(CorrectionError) as raised:
        library.correct("a", **fields)
    assert words in str(raised.value)
    assert library.get("a") == READ


def test_an_unknown_article_cannot_be_corrected(library: Library) -> None:
    with pytest.raises(UnknownArticleError):
        library.correct("b", title="x")
    with pytest.raises(UnknownArticleError):
        library.corrections("b")


@pytest.mark.parametrize(
    ("written", "kept"),
    [("", ""), ("2025-03-11", "2025-03-11"), ("2025-03-11T06:30Z", "2025-03-11T06:30:00+00:00")],
)
def test_dates_are_kept_in_one_form(library: Library, written: str, kept: str) -> None:
    assert library.correct("a", published=written).published == kept
