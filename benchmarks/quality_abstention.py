"""Does it know when it knows nothing? Questions of other sets, put to each library.

Those are called foreign, which hides something: a library of news does hold what some posts and quiz
questions of another set ask about. `worst` prints the foreign questions that are answered most surely, to be
judged by eye.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from quality_ranking import replaced
from quality_sets import TITLES, Sets, sampled
from quality_statistics import auc, refused, row

from index import Answer, Library
from index.evaluation.beir import BeirQuery
from index.ranking import answer_builder, confidence
from index.ranking.candidate import Ranking

LIBRARIES = ("xquad_en", "realtimeqa", "checkthat2020")
ASKED = (*LIBRARIES, "cacm")
# So many questions of a library's own set, and of each other one, are asked at most.
OWN, FOREIGN = 400, 300
WORST = 10
WIDTHS = (18, 8, 8, 22, 22, 22, 10, 10)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question put to a library: how sure the answer is, and what else could say so.

    `coverage` is the share of the question's idf that the best passage holds, `score` its score.
    """

    question: str
    origin: str
    confidence: float
    coverage: float
    score: float
    answer: Answer


def table(sets: Sets) -> None:
    """Print how well own and foreign questions are told apart, by confidence and by two simpler rules."""
    columns = ("own", "foreign", "confidence", "coverage", "score", "own", "foreign")
    print("area under the ROC curve, and foreign questions refused at 5 % false refusals; last, what is")
    print(f"refused at the one threshold in use, confidence {confidence.THRESHOLD}")
    print(row(("library", *columns), WIDTHS))
    for name in LIBRARIES:
        one = sets.get(name)
        own = _ask(one.library, sampled(one.queries, OWN), name)
        _line(TITLES[name], own, _foreign(sets, one.library, name))
    answerable, others = _seed_questions(sets)
    with sets.seeds() as library:
        own = _ask(library, answerable, "seeds")
        foreign = [*_ask(library, others, "seeds"), *_foreign(sets, library, "seeds")]
    _line(TITLES["seeds"], own, foreign)


def worst(sets: Sets) -> None:
    """Print the foreign questions that each library answers most surely, with what it answers."""
    for name in LIBRARIES:
        asked = _foreign(sets, sets.get(name).library, name)
        answered = [one for one in asked if one.answer.found]
        print(f"{TITLES[name]}: {len(answered)} of {len(asked)} foreign questions are answered")
        for one in sorted(answered, key=lambda one: -one.confidence)[:WORST]:
            hit = one.answer.hits[0]
            print(f"  {one.confidence:.3f}  {one.origin}: {one.question!r}")
            print(f"      {hit.passage.article.title!r}: {hit.passage.text[:300]!r}", flush=True)


def _line(title: str, own: Sequence[Asked], foreign: Sequence[Asked]) -> None:
    cells = []
    for rule in ("confidence", "coverage", "score"):
        good, bad = (np.array([getattr(one, rule) for one in asked]) for asked in (own, foreign))
        cells.append(f"auc {auc(good, bad):.3f} ref {refused(good, bad):6.1%}")
    rates = (f"{np.mean([not one.answer.found for one in asked]):.1%}" for asked in (own, foreign))
    print(row((title, len(own), len(foreign), *cells, *rates), WIDTHS), flush=True)
    for origin in dict.fromkeys(one.origin for one in foreign):
        these = [not one.answer.found for one in foreign if one.origin == origin]
        print(f"  {TITLES[origin]}: {np.mean(these):.1%} of {len(these)} refused", flush=True)


def _foreign(sets: Sets, library: Library, name: str) -> list[Asked]:
    asked: list[Asked] = []
    for other in ASKED:
        if other != name:
            asked += _ask(library, sampled(sets.get(other).foreign, FOREIGN), other)
    return asked


def _ask(library: Library, queries: Sequence[BeirQuery], origin: str) -> list[Asked]:
    asked = []
    with _overheard() as rankings:
        for query in queries:
            answer = library.search(query.text)
            ranking = rankings.pop()
            best = ranking.read[:1]
            weight = sum(ranking.idf)
            coverage = max((confidence._held(one, ranking) / weight for one in best), default=0.0)
            score = max((one.parts.sum for one in best), default=0.0)
            asked.append(Asked(query.text, origin, answer.confidence, coverage, score, answer))
    return asked


@contextmanager
def _overheard() -> Iterator[list[Ranking]]:
    """Give the ranking behind each answer: an answer that refuses shows no hits, and no scores."""
    rankings: list[Ranking] = []
    original = answer_builder.answer

    def listening(question: str, ranking: Ranking, *rest: Any, **named: Any) -> Answer:
        rankings.append(ranking)
        return original(question, ranking, *rest, **named)

    with replaced(answer_builder, answer=listening):
        yield rankings


def _seed_questions(sets: Sets) -> tuple[list[BeirQuery], list[BeirQuery]]:
    """Return the questions that the seeds answer, and those that they do not."""
    path = sets.shared / "eval" / "seed_questions.jsonl"
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    made = [(BeirQuery(record["id"], record["question"]), bool(record["answers"])) for record in records]
    return [query for query, answered in made if answered], [
        query for query, answered in made if not answered
    ]
