"""What makes a passage's score, and what must not."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import Answer, Article, Library
from index.ranking.candidate import Ranking
from index.storage.filters import Filters
from stock_bm25 import ARTICLES, QUESTIONS, add, stock_scores

SYNONYMS = "synonyms.txt"
Rows = list[tuple[str, str, str]]
relaxed = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
FILLER = (
    *("Talks", "on", "the", "harbour", "of", "Aldmoor", "went", "on", "for", "nine", "hours", "and"),
    *("ended", "without", "any", "result"),
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        yield opened


def ranking_of(library: Library, question: str) -> tuple[Ranking, list[str]]:
    """Return what the search sees of a question, and the ids of the passages that were read."""
    searcher = library._searcher
    with library._folder.searching() as (store, snapshot):
        found = searcher._rank(question, store, snapshot, Filters(), library.synonyms(), 100)
        names = store.passages.names([one.key for one in found.read])
    return found, [f"{article}#{serial}" for article, serial in names]


def assert_whole(answer: Answer) -> None:
    assert 0 <= answer.confidence <= 1
    for hit in answer.hits:
        assert hit.why is not None
        parts = (hit.why.title, hit.why.article, hit.why.pairs, hit.why.nearness)
        assert min(parts) >= 0
        assert hit.score == pytest.approx(sum(piece.score for piece in hit.why.pieces) + sum(parts))


@relaxed
@given(first=ARTICLES, second=ARTICLES, removed=st.sets(st.sampled_from("abcdef")), question=QUESTIONS)
def test_bm25_is_stock_and_the_score_is_the_sum_of_its_parts(
    tmp_path_factory: pytest.TempPathFactory, first: Rows, second: Rows, removed: set[str], question: str
) -> None:
    with Library.open(tmp_path_factory.mktemp("library")) as library:
        add(library, first)
        add(library, second)
        library.remove(removed & {article.id for article in library.articles()})
        expected = stock_scores(library, question)
        found, names = ranking_of(library, question)
        for name, one in zip(names, found.read, strict=True):
            assert one.bm25 == pytest.approx(expected.get(name, 0.0), abs=1e-9)
            assert one.parts.passage == pytest.approx(sum(one.term_scores))
        answer = library.search(question, 10)
        assert_whole(answer)
        for hit in answer.hits:
            assert hit.bm25 == pytest.approx(expected.get(hit.passage.id, 0.0), abs=1e-9)


@relaxed
@given(rows=ARTICLES, gone=ARTICLES, question=QUESTIONS, seed=st.integers(0, 99))
def test_segments_merges_and_what_is_gone_move_no_score(
    tmp_path_factory: pytest.TempPathFactory, rows: Rows, gone: Rows, question: str, seed: int
) -> None:
    rows = list({row[0]: row for row in rows}.values())
    with Library.open(tmp_path_factory.mktemp("once")) as once:
        add(once, rows)
        expected = dict(once.rank(question, 100, unit="passage"))
    with Library.open(tmp_path_factory.mktemp("often")) as often:
        add(often, [(f"gone {name}", title, f"{text} gone") for name, title, text in gone])
        shuffled = rows.copy()
        random.Random(seed).shuffle(shuffled)
        for row in shuffled:
            add(often, [row])
        often.remove([article.id for article in often.articles() if article.id.startswith("gone")])
        assert dict(often.rank(question, 100, unit="passage")) == pytest.approx(expected)
        often._merger.wake(whole=True)
        often._merger.wait()
        assert dict(often.rank(question, 100, unit="passage")) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("exact", "other"), [("Kadhimi", "Kazemi"), ("Soleimani", "Suleimani"), ("Zelensky", "Zelenskyy")]
)
@pytest.mark.parametrize("place", [0, 7, len(FILLER)])
def test_another_spelling_is_found_and_never_beats_the_exact_one(
    library: Library, exact: str, other: str, place: int
) -> None:
    for name in (other, exact):
        words = [*FILLER[:place], name, *FILLER[place:]]
        library.add([Article(id=name, title="Talks", text=" ".join(words) + ".")])
    [(first, best), (second, less)] = library.rank(exact, 10)
    assert (first, second) == (exact, other)
    assert best > less > 0


def test_a_slip_finds_the_word(library: Library) -> None:
    library.add([Article(id="harbour", text=" ".join(FILLER)), Article(id="other", text="Apricots froze.")])
    answer = library.search("talks in the habrour")
    assert answer.hits[0].passage.article.id == "harbour"
    assert answer.hits[0].bm25 < answer.hits[0].score


FISHERY = ("trawler", "herring", "quota", "skipper", "nets", "fishery", "cod", "winch", "boats", "catch")
MUSIC = ("saxophone", "quartet", "album", "jazz", "festival", "trumpet", "drummer", "stage", "solo", "melody")
# So many others that a word of one company is no word of all passages.
OTHERS = [Article(id=f"o{number}", text="Apricots of the orchards froze.") for number in range(300)]


def in_company(name: str, company: Sequence[str]) -> list[Article]:
    """Return articles that name someone among words of some field, so many that the name is no rarity."""
    chance = random.Random(name)
    return [
        Article(id=f"{name} {number}", text=f"The {' '.join(chance.sample(company, 6))} of {name}.")
        for number in range(12)
    ]


def test_two_frequent_names_in_different_company_stay_apart(library: Library) -> None:
    library.add(in_company("Larsen", FISHERY) + in_company("Larson", MUSIC) + OTHERS)
    found = [name.split()[0] for name, _ in library.rank("Larsen", 50)]
    assert found == ["Larsen"] * 12


def test_two_frequent_spellings_in_one_company_are_one_name(library: Library) -> None:
    library.add(in_company("Larsen", FISHERY) + in_company("Larson", FISHERY) + OTHERS)
    found = [name.split()[0] for name, _ in library.rank("Larsen", 50)]
    assert sorted(found) == ["Larsen"] * 12 + ["Larson"] * 12


def test_a_phrase_of_the_library_s_synonyms_is_met_by_its_other_name(library: Library) -> None:
    (library.folder / SYNONYMS).write_text("APB, Aldmoor Port Board\n", encoding="utf-8")
    library.add([Article(id="board", text="The Aldmoor Port Board met."), Article(id="b", text="Apricots.")])
    answer = library.search("APB")
    assert [hit.passage.article.id for hit in answer.hits] == ["board"]
    assert answer.hits[0].bm25 == 0
    assert_whole(answer)


def test_a_term_that_stands_for_two_slots_counts_in_both(library: Library) -> None:
    (library.folder / SYNONYMS).write_text("ferry, boat\nboat, ship\n", encoding="utf-8")
    library.add(
        [Article(id="boat", text="A boat left."), Article(id="both", text="A ferry and a ship left.")]
    )
    answer = library.search("ferry boat ship")
    assert {hit.passage.article.id for hit in answer.hits} == {"boat", "both"}
    assert_whole(answer)


@pytest.mark.parametrize(
    "question",
    ["", " ", "?!", "— …", "the", "who was it and why", "x", "absent", "word " * 800, "ferry, talks; " * 286],
    ids=lambda text: f"{text[:9]!r}*{len(text)}",
)
@pytest.mark.parametrize("size", [0, 1, 3])
def test_any_question_to_the_smallest_libraries(library: Library, question: str, size: int) -> None:
    texts = ("A ferry left.", "Talks on ferries went on. The port was shut.", "Apricots froze.")
    library.add([Article(text=text) for text in texts[:size]])
    answer = library.search(question)
    assert_whole(answer)
    assert answer.found == bool(answer.hits)
    assert not (answer.found and answer.nearest)
    if not size:
        assert not answer.found
        assert answer.confidence == 0


def test_a_post_of_4000_characters_still_finds_what_it_is_about(library: Library) -> None:
    library.add(
        [
            Article(
                id="bridge", title="Bridge shut", text="The Velling bridge was shut after cracks were found."
            )
        ]
        + [Article(text=f"Apricots of orchard {number} froze.") for number in range(30)]
    )
    post = "The Velling bridge was shut after cracks were found. " + "Nobody told us anything at all. " * 123
    assert 3900 < len(post) <= 4000
    assert library.rank(post, 1)[0][0] == "bridge"
