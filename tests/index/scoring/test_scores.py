"""Invariant 3: the score is rank-bm25's, whatever was added, updated and removed before."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import Article, Library
from stock_bm25 import ARTICLES, QUESTIONS, add, stock_scores


def assert_scores_are_stock(library: Library, question: str) -> None:
    expected = stock_scores(library, question)
    found = dict(library.rank(question, 10_000, unit="passage", plain=True))
    assert found.keys() == expected.keys()
    for passage, score in expected.items():
        assert found[passage] == pytest.approx(score, abs=1e-9)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=ARTICLES, second=ARTICLES, removed=st.sets(st.sampled_from("abcdef")), question=QUESTIONS)
def test_scores_equal_stock_after_adds_updates_and_removals(
    tmp_path_factory: pytest.TempPathFactory,
    first: list[tuple[str, str, str]],
    second: list[tuple[str, str, str]],
    removed: set[str],
    question: str,
) -> None:
    with Library.open(tmp_path_factory.mktemp("library")) as library:
        add(library, first)
        assert_scores_are_stock(library, question)
        add(library, second)
        assert_scores_are_stock(library, question)
        library.remove(removed & {article.id for article in library.articles()})
        assert_scores_are_stock(library, question)
        library.rebuild()
        assert_scores_are_stock(library, question)


@pytest.mark.parametrize("question", ["troops", "the", "absent", "", "troops leave Iraq"])
@pytest.mark.parametrize(
    "texts", [[], ["troops"], ["The troops left Iraq. The US said so."], ["a", "—", "troops a"]]
)
def test_scores_of_the_smallest_libraries(tmp_path: Path, texts: list[str], question: str) -> None:
    with Library.open(tmp_path) as library:
        library.add([Article(text=text) for text in texts])
        assert_scores_are_stock(library, question)


def test_a_passage_without_any_term_of_the_question_is_no_hit(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        library.add([Article(text="Troops left Iraq."), Article(text="Apricots froze.")])
        assert library.rank("bread", unit="passage", plain=True) == []
        assert not library.search("bread").found


def test_equal_scores_come_in_the_order_of_the_passages(tmp_path: Path) -> None:
    names = [f"a{number}" for number in range(40)]
    random.Random(5).shuffle(names)
    with Library.open(tmp_path) as library:
        for name in names:
            library.add([Article(id=name, title=name, text="Troops left.")])
        assert [name for name, _ in library.rank("troops", 10)] == names[:10]
        library.rebuild()
        assert [name for name, _ in library.rank("troops", 10)] == names[:10]
