"""What is far too long is answered in time, from its beginning, and says so; what is no text is nowhere."""

import io
import time
from collections.abc import Iterator

import pytest

from index import Article, Library, UnknownArticleError, Verdict, quotes_in
from index.analysis.char_filter import MOST_CHARACTERS, beginning, unread
from index.cli.show_answer import show_answer
from index.cli.show_lookup import show_comparison, show_quote
from index.console.terminal import Terminal
from index.lookup.alignment import Outline
from index.lookup.words import Words
from index.spelling import Vocabularies, Vocabulary, apart

FERRY = "The ferry ran aground in fog on Tuesday. Nobody was hurt. The captain blamed a missing buoy."
BOOK = "Who blamed a missing buoy? " + "Nothing of this was in the news. " * 150_000


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("library")) as opened:
        opened.add(
            Article(
                id=f"a{number}",
                outlet=f"Ledger {number}",
                text=f"{FERRY} It left at 3pm, from pier {number}.",
            )
            for number in range(15)
        )
        yield opened


@pytest.mark.parametrize(
    ("post", "kept"),
    [
        ("", ""),
        ("word " * 800, "word " * 800),
        ("word " * 801, "word " * 800),
        ("a" + " word" * 900, "a" + " word" * 799 + " "),
        ("字" * 5000, "字" * 4000),
        ("x" * 5000, "x" * 4000),
        (" " * 5000, " " * 4000),
    ],
)
def test_of_a_long_post_whole_words_are_read(post: str, kept: str) -> None:
    assert beginning(post) == kept
    assert len(kept) <= MOST_CHARACTERS
    assert unread(post) == len(post) - len(kept)


def test_a_pasted_book_is_answered_from_its_beginning_and_says_so(library: Library) -> None:
    answer = library.search(BOOK)
    assert answer.question == BOOK
    assert answer.unread == unread(BOOK) > 4_900_000
    assert [hit.passage.id for hit in answer.hits] == [
        hit.passage.id for hit in library.search(beginning(BOOK)).hits
    ]
    assert library.search("missing buoy").unread == 0
    assert library.rank(BOOK, plain=True) == library.rank(beginning(BOOK), plain=True)
    assert library.lookup.claims(BOOK)[0] == "Who blamed a missing buoy?"
    assert library.lookup.suggest(BOOK) == []
    assert library.listing(BOOK) == ([], 0)


def test_a_comparison_and_a_quote_say_what_was_not_read(library: Library) -> None:
    comparison = library.lookup.compare(BOOK)
    checked = library.lookup.check_quote(BOOK)
    assert comparison.unread == checked.unread == unread(BOOK)
    assert checked.quote == BOOK
    shown = Terminal(stream := io.StringIO())
    show_comparison(shown, comparison)
    show_quote(shown, checked)
    show_answer(shown, library.search(BOOK))
    assert stream.getvalue().count(f"Only the beginning was read; {unread(BOOK):,} characters") == 3


def test_a_list_by_many_words_fits_into_one_statement(library: Library) -> None:
    assert library.listing("ledger " * 2000)[1] == 15
    assert library.listing(" ".join(f"word{number}" for number in range(40_000))) == ([], 0)


def test_a_word_of_thousands_of_letters_is_not_taken_apart() -> None:
    words = Vocabularies([Vocabulary.build({"ferry": (3, 0), "boat": (3, 0)})])
    assert apart("ferryboat", words)
    began = time.process_time()
    assert apart("ferry" * 800, words) is None
    assert time.process_time() - began < 1


def test_marks_that_are_never_closed_cost_no_square() -> None:
    began = time.process_time()
    assert quotes_in("«" * 20_000) == quotes_in("‘" * 20_000) == []
    assert time.process_time() - began < 5
    assert quotes_in("«one «two «three» four» five»") == ["one «two «three» four» five"]


def test_an_outline_goes_by_whole_words_in_their_order() -> None:
    outline = Outline(map(Words.of, ("the bay", "a city")))
    assert outline.fits("In the bay, of a city")
    assert not outline.fits("Of a city in the bay")
    assert not outline.fits("Bathe bay of a city")


def test_words_grown_together_with_numbers_are_found_in_every_article(library: Library) -> None:
    checked = library.lookup.check_quote("It left at 3pm, from pier", limit=15)
    assert checked.verdict is Verdict.EXACT
    assert len(checked.matches) == 15


def test_a_broken_name_from_a_terminal_is_no_article(library: Library) -> None:
    broken = "caf\udce9"
    lookups = [library.get, library.passages, library.corrections, library.passage, library.lookup.context]
    for look in lookups:
        with pytest.raises(UnknownArticleError, match="no article"):
            look(f"{broken}#1" if look in lookups[3:] else broken)
    with pytest.raises(UnknownArticleError):
        library.correct(broken, title="Fog")
    with pytest.raises(UnknownArticleError):
        library.remove([broken])
    assert not library.search("missing buoy", outlet=broken).found
    assert not library.search("missing buoy", articles=[broken]).found
    assert library.search("missing buoy", articles=[broken, "a1"]).found
    assert library.search("missing buoy", exclude=[broken]).found
    assert library.listing(broken) == ([], 0)
    assert library.lookup.suggest(broken) == []
