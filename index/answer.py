"""What a search returns."""

from dataclasses import dataclass

from index.article import Passage, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that answers.

    `score` orders the hits of one answer; `bm25` is the score of rank_bm25's BM25Plus less its constant
    for a passage without any of the question's terms. `spans` are the matched words, as offsets into
    `passage.text`, in order and apart. `also_in` holds passages of other articles that say the same.
    """

    passage: Passage
    score: float
    bm25: float
    spans: tuple[Span, ...] = ()
    also_in: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The hits for one question, best first, or none.

    `coverage` (0 to 1) is the share of the question's idf that the best passage holds. `took_ms` is the
    time from question to answer in milliseconds.
    """

    question: str
    hits: tuple[Hit, ...]
    coverage: float
    took_ms: float

    @property
    def found(self) -> bool:
        """Whether anything answers; when False, `hits` is empty."""
        return bool(self.hits)
