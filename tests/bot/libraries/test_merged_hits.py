"""What the libraries of one scope found, merged: whose hits come first, and what is said beside them."""

from dataclasses import replace

from bot.libraries.merged_hits import merge
from bot.libraries.scopes import OWN
from index import Answer, Article, Hit, Passage
from rooms import BRIDGE


def hit(score: float, text: str = "", outlet: str = "") -> Hit:
    article = Article(text=text or f"Text that scores {score}.", id="a", outlet=outlet)
    passage = Passage(article=article, serial=1, start=0, end=len(article.text), position=1, total=1)
    return Hit(passage=passage, score=score, bm25=score)


def answer(confidence: float, *hits: Hit, nearest: tuple[Article, ...] = ()) -> Answer:
    return Answer(question="?", hits=hits, confidence=confidence, took_ms=1.0, nearest=nearest)


def merged(answers: dict[str, Answer], limit: int) -> list[tuple[str, float]]:
    return [(row.library, row.hit.score) for row in merge("?", answers, limit).hits]


def test_hits_merge_by_their_library_sureness_and_share_of_its_best_score() -> None:
    own, main = answer(0.6, hit(3.0), hit(1.0)), answer(0.9, hit(90.0), hit(60.0), hit(15.0))
    assert merged({OWN: own, "main": main}, 4) == [("main", 90.0), (OWN, 3.0), ("main", 60.0), (OWN, 1.0)]
    assert merged({"main": answer(0.5, hit(1.0)), OWN: answer(0.5, hit(9.0))}, 1) == [("main", 1.0)]


def test_each_library_keeps_its_own_order() -> None:
    # Of an article that stands first already, a passage comes later than its score says.
    own = answer(0.9, hit(9.0), hit(2.0), hit(8.0))
    assert merged({OWN: own}, 3) == [(OWN, 9.0), (OWN, 2.0), (OWN, 8.0)]
    assert merged({OWN: own, "main": answer(0.8, hit(10.0))}, 3) == [(OWN, 9.0), ("main", 10.0), (OWN, 2.0)]


def test_a_passage_that_two_libraries_have_from_one_outlet_is_one_hit() -> None:
    own = answer(0.9, hit(9.0, "Fog closed the port.", "Ledger"))
    copy, other = hit(5.0, "Fog closed\nthe port.", "Ledger"), hit(4.0, "Fog closed the port.", "Wire")
    assert merged({OWN: own, "main": answer(0.9, copy, other)}, 3) == [(OWN, 9.0), ("main", 4.0)]


def test_what_comes_near_is_offered_only_where_nothing_answers() -> None:
    near = answer(0.2, nearest=(BRIDGE,))
    assert merge("?", {OWN: near}, 3).nearest == (BRIDGE,)
    assert merge("?", {OWN: near, "main": answer(0.9, hit(1.0))}, 3).nearest == ()


def test_of_what_comes_near_three_are_offered_and_what_is_damaged_is_counted() -> None:
    many = tuple(Article(id=str(number), text="Near.") for number in range(4))
    near = answer(0.2, nearest=many[:2])
    both = {OWN: replace(near, damaged=("a", "b")), "main": replace(near, nearest=many, damaged=("c",))}
    found = merge("?", both, 3)
    assert found.nearest == (many[0], many[1], many[0])
    assert found.damaged == 3
    assert not found.found
    assert not found.empty
    assert merge("?", {}, 3, empty=True).empty


def test_hits_that_score_nothing_count_by_their_library_alone() -> None:
    both = {OWN: answer(0.5, hit(0.0), hit(0.0)), "main": answer(0.9, hit(2.0), hit(1.0))}
    assert merged(both, 9) == [("main", 2.0), (OWN, 0.0), ("main", 1.0)]
    # However little the best scores, the others count as their share of it.
    both = {OWN: answer(0.9, hit(0.5), hit(0.1)), "main": answer(0.5, hit(7.0))}
    assert merged(both, 9) == [(OWN, 0.5), ("main", 7.0), (OWN, 0.1)]


def test_outlets_are_counted_once_with_those_of_the_copies() -> None:
    copy = replace(hit(2.0, "Fog.", "Reuters"), also_in=(hit(1.0, "Fog.", "Ledger").passage,))
    found = merge("?", {OWN: answer(0.9, copy, hit(1.0, "Rain.", "REUTERS"), hit(0.5, "Snow."))}, 3)
    assert found.outlets == 2
