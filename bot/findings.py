"""What a question found in several libraries, as one list."""

from collections.abc import Mapping
from dataclasses import dataclass

from index import Answer, Article, Hit

NEAREST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A hit with the name of its library; "" is the server's own."""

    library: str
    hit: Hit


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What answers a question, best first, or nothing.

    `nearest` are articles that come close where nothing answers; `empty` is whether there was not a single
    article to search.
    """

    question: str
    hits: tuple[Finding, ...]
    nearest: tuple[Article, ...] = ()
    empty: bool = False

    @property
    def found(self) -> bool:
        """Whether anything answers."""
        return bool(self.hits)

    @property
    def outlets(self) -> int:
        """How many outlets carry what was found; articles without one do not count."""
        passages = [one for row in self.hits for one in (row.hit.passage, *row.hit.also_in)]
        return len({passage.article.outlet for passage in passages if passage.article.outlet})


def merge(question: str, answers: Mapping[str, Answer], limit: int, *, empty: bool = False) -> Findings:
    """Merge what the libraries of one scope answered; each has decided for itself what answers.

    Scores of two libraries cannot be compared, since each weighs words by its own articles; how sure a
    library is of its best hit can. A hit counts as that, times its share of the best hit's score.
    """
    rated = [
        (answer.confidence * _share(hit, answer), Finding(library=name, hit=hit))
        for name, answer in answers.items()
        for hit in answer.hits
    ]
    # Stable: of equals, the one of the earlier library stays first, and that is the server's own.
    rated.sort(key=lambda row: -row[0])
    nearest = [article for answer in answers.values() for article in answer.nearest]
    return Findings(
        question=question,
        hits=tuple(finding for _, finding in rated[:limit]),
        nearest=() if rated else tuple(nearest[:NEAREST]),
        empty=empty,
    )


def _share(hit: Hit, answer: Answer) -> float:
    best = answer.hits[0].score
    return hit.score / best if best > 0 else 1.0
