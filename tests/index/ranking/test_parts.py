"""Each part of the score decides an order that nothing else decides, and has the value that a hand finds."""

import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Article, Library
from index.ranking import ranker
from index.ranking.candidate import Candidate, Ranking, ScoreParts
from index.storage.filters import Filters

# As `docs/quality.md` has them; a change of one is a new measurement.
K1, B = 1.2, 0.75
TITLE, ARTICLE, PAIRS, NEARNESS = 0.8, 0.23, 0.47, 0.18
# More words than stand near each other.
FAR = "apricots froze while nobody in Velling sold plums pears quinces cherries melons or figs"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    # So few that each sentence is a passage.
    with Library.open(tmp_path / "library", passage_tokens=12) as opened:
        yield opened


@pytest.fixture
def broad(tmp_path: Path) -> Iterator[Library]:
    """A library whose passages hold many words."""
    with Library.open(tmp_path / "broad", passage_tokens=600) as opened:
        yield opened


def read(library: Library, question: str, how_many: int = 16) -> tuple[Ranking, dict[str, Candidate]]:
    """Return what was read, by the ids of the passages."""
    with library._folder.searching() as (store, snapshot):
        found = library._searcher._rank(question, store, snapshot, Filters(), None, 100, how_many)
        names = store.passages.names([one.key for one in found.read])
    return found, {f"{name}#{serial}": one for (name, serial), one in zip(names, found.read, strict=True)}


def only(parts: dict[str, Candidate], name: str) -> None:
    """Make sure that the passages differ in one part alone."""
    one, other = (candidate.parts for candidate in parts.values())
    for part in ScoreParts.__dataclass_fields__:
        if part == name:
            assert getattr(one, part) > getattr(other, part)
        else:
            assert getattr(one, part) == pytest.approx(getattr(other, part)), part


def test_the_title_alone_decides(broad: Library) -> None:
    # The same words in both, and the one that would win a tie is not titled with what is asked.
    broad.add([Article(id="told", title="Apricot news", text="Bridge and bridge near the apricot.")])
    broad.add([Article(id="titled", title="Bridge news", text="Bridge and apricot near the apricot.")])
    _, found = read(broad, "bridge")
    assert list(found) == ["titled#1", "told#1"]
    only(found, "title")


def test_the_article_alone_decides(library: Library) -> None:
    same = "The bridge of Aldmoor was shut on Monday at noon."
    library.add([Article(id="aside", text=f"{same}\n\nApricots of the north froze in all valleys at night.")])
    library.add([Article(id="about", text=f"{same}\n\nBridge after bridge froze in all valleys at night.")])
    assert len(list(library.articles())) == 2
    _, found = read(library, "bridge")
    found = {name: found[name] for name in found if name.endswith("#1")}
    assert list(found) == ["about#1", "aside#1"]
    only(found, "article")


def test_words_in_the_order_of_the_question_alone_decide(broad: Library) -> None:
    broad.add([Article(id="turned", text="A bridge harbour opened.")])
    broad.add([Article(id="straight", text="A harbour bridge opened.")])
    _, found = read(broad, "harbour bridge")
    assert list(found) == ["straight#1", "turned#1"]
    only(found, "pairs")


def test_words_near_each_other_alone_decide(broad: Library) -> None:
    broad.add([Article(id="far", text=f"Harbour {FAR} bridge.")])
    broad.add([Article(id="near", text=f"Harbour apricots bridge {FAR.removeprefix('apricots ')}.")])
    _, found = read(broad, "harbour bridge")
    assert list(found) == ["near#1", "far#1"]
    only(found, "nearness")


def test_how_often_a_word_stands_there_alone_decides_about_the_passage(library: Library) -> None:
    library.add([Article(id="once", text="The bridge of plums froze.")])
    library.add([Article(id="twice", text="The bridge of bridge froze.")])
    found, names = read(library, "bridge")
    assert list(names) == ["twice#1", "once#1"]
    assert names["twice#1"].parts.passage > names["once#1"].parts.passage
    assert [score for _, score in found.scores] == [one.parts.sum for one in found.read]


def saturated(frequency: int, length: float, average: float) -> float:
    return frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * length / average))


def test_a_score_as_a_hand_finds_it(broad: Library) -> None:
    # Terms, titles among them: 2 + 5, 1 + 3, 1 + 4 in three passages of three articles.
    broad.add([Article(id="a", title="Harbour bridge", text="Crews shut harbour bridge Monday.")])
    broad.add([Article(id="b", title="Plums", text="Bridge froze Tuesday.")])
    broad.add([Article(id="c", title="Figs", text="Apricots froze until Wednesday.")])
    average = (7 + 4 + 5) / 3
    # rank_bm25's BM25Plus: ln((passages + 1) / passages with the term).
    harbour, bridge = math.log(4 / 1), math.log(4 / 2)
    _, found = read(broad, "harbour bridge")
    assert list(found) == ["a#1", "b#1"]
    best, second = found["a#1"].parts, found["b#1"].parts
    assert best.passage == pytest.approx((harbour + bridge) * saturated(2, 7, average))
    assert found["a#1"].bm25 == pytest.approx(best.passage)
    # Ten terms are a title's usual length.
    assert best.title == pytest.approx(TITLE * (harbour + bridge) * saturated(1, 2, 10))
    # Each article is one passage: what is rare among passages is as rare among articles.
    assert best.article == pytest.approx(ARTICLE * (harbour + bridge) * saturated(2, 7, average))
    assert best.pairs == pytest.approx(PAIRS * (harbour + bridge) / 2)
    assert best.nearness == pytest.approx(NEARNESS * (harbour + bridge))
    assert second.passage == pytest.approx(bridge * saturated(1, 4, average))
    assert (second.title, second.pairs) == (0.0, 0.0)
    assert second.article == pytest.approx(ARTICLE * second.passage)
    assert second.nearness == pytest.approx(NEARNESS * bridge)
    assert broad.search("harbour bridge", 1).hits[0].score == pytest.approx(
        best.passage + best.title + best.article + best.pairs + best.nearness
    )


def test_the_article_s_part_as_a_hand_finds_it_among_articles_of_several_passages(library: Library) -> None:
    # Four passages of two articles: six terms and five in each.
    library.add([Article(id="a", text="The bridge of Velling was shut. Plums and pears froze there.")])
    library.add([Article(id="b", text="The market of Velling was shut. Figs froze at night too.")])
    found, named = read(library, "bridge")
    [one] = named.values()
    assert found.weights.corpus_size == 4
    idf = math.log(5 / 1)
    # A quarter of the passages: of articles of two passages 1 - (3/4)^2 hold it, spread at random.
    among_articles = math.log(3 / (2 * (1 - 0.75**2)))
    assert found.idf == pytest.approx((idf,))
    assert one.parts.passage == pytest.approx(idf * saturated(1, 6, 22 / 4))
    assert one.parts.article == pytest.approx(ARTICLE * among_articles * saturated(1, 11, 22 / 2))


def test_a_word_that_nobody_holds_counts_by_its_expansions_or_as_half_of_one(broad: Library) -> None:
    for number in range(3):
        broad.add(
            [Article(id=f"a{number}", text="The harbour froze." if number < 2 else "The market froze.")]
        )
    found, _ = read(broad, "harbuor")
    assert found.df == (0,)
    assert found.idf == pytest.approx((math.log(4 / 2),))
    found, _ = read(broad, "market xylophones")
    assert found.df == (1, 0)
    assert found.idf == pytest.approx((math.log(4 / 1), math.log(4 / 0.5)))


def test_a_word_that_nobody_holds_changes_no_plain_score(broad: Library) -> None:
    broad.add([Article(id="a", text="The harbour froze."), Article(id="b", text="The market froze.")])
    [(name, score)] = broad.rank("xylophones harbour", 5, plain=True)
    assert name == "a"
    assert score == pytest.approx(math.log(3 / 1) * saturated(1, 3, 3))


def test_the_best_candidates_are_read_and_the_others_come_behind_in_order(broad: Library) -> None:
    # The longer the weaker; the shortest, which is the best, was added last.
    broad.add([Article(id=f"a{n}", text=f"Bridge {'plums ' * n}froze.") for n in reversed(range(60))])
    found, names = read(broad, "bridge")
    assert list(names) == [f"a{number}#1" for number in range(ranker.READ)]
    assert len(found.others) == 60 - ranker.READ
    scores = [score for _, score in found.others]
    assert scores == sorted(scores, reverse=True)
    weakest = found.read[-1].parts
    assert weakest.sum - weakest.nearness - weakest.pairs >= scores[0]
    assert [name for name, _ in broad.rank("bridge", 60)] == [f"a{number}" for number in range(60)]


def test_of_many_passages_the_best_become_candidates(broad: Library) -> None:
    many = ranker.CANDIDATES + 50
    broad.add([Article(id=f"a{n}", text=f"Bridge {'plums ' * n}froze.") for n in reversed(range(many))])
    with broad._folder.searching() as (store, snapshot):
        found = broad._searcher._rank("bridge", store, snapshot, Filters(), None, 1)
        names = store.passages.names([key for key, _ in found.scores])
    assert [name for name, _ in names] == [f"a{number}" for number in range(ranker.CANDIDATES)]
    assert broad.search("bridge", 1).hits[0].passage.article.id == "a0"


def test_equal_passages_stand_in_the_order_in_which_they_came(broad: Library) -> None:
    for number in range(20):
        broad.add([Article(id=f"a{number}", title=f"Title{number}", text="The bridge froze.")])
    assert [name for name, _ in broad.rank("bridge", 20)] == [f"a{number}" for number in range(20)]


def test_the_best_by_bm25_alone_come_first_out_of_several_segments(broad: Library) -> None:
    for part in range(3):
        # The best are in the last segment, and no segment has them all.
        broad.add(
            [
                Article(id=f"a{n}", text=f"Bridge {'plums ' * n}froze.")
                for n in reversed(range(60))
                if n % 3 == 2 - part
            ]
        )
    best = broad.rank("bridge", 20, unit="passage", plain=True)
    assert [name for name, _ in best] == [f"a{number}#1" for number in range(20)]
    assert [score for _, score in best] == sorted((score for _, score in best), reverse=True)
