"""Answers: what a search returns, with its hits and what made their scores."""

from dataclasses import dataclass

from index.model.article import Article, Passage, Span


@dataclass(frozen=True, slots=True)
class TermEvidence:
    """What one word of a question adds to a score.

    `df` is its document frequency as it was asked, `idf` its weight in the library, `score` what BM25 gives
    the passage for it. `used` are the words of the passage that count for it: each with its kind (see
    `query.builder.Expansion`) and how often it stands there.
    """

    word: str
    df: int
    idf: float
    score: float
    used: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class Why:
    """What makes a hit's score: the sum of its pieces' scores and of the other parts (see `ranking.ranker`).

    `confidence` is how sure it is that the passage answers, from 0 to 1 (see `ranking.confidence`).
    `folded` are the ids of the near-copies that are not shown, of this article and of others.
    """

    confidence: float
    pieces: tuple[TermEvidence, ...]
    title: float
    article: float
    pairs: float
    nearness: float
    folded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that answers.

    `score` orders the hits of one answer; `bm25` is the score of rank_bm25's BM25Plus less its constant
    for a passage without any of the question's terms. `spans` are the matched words, as offsets into
    `passage.text`, in order and apart. `best` is the sentence that answers best, as offsets likewise; None
    for a passage of one sentence. `also_in` holds passages of other articles that say the same. `why` says
    what made the score.
    """

    passage: Passage
    score: float
    bm25: float
    spans: tuple[Span, ...] = ()
    best: Span | None = None
    also_in: tuple[Passage, ...] = ()
    why: Why | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The hits for one question, best first, or none.

    `confidence` (0 to 1) is how sure it is that the best passage is about what was asked; it is comparable
    between libraries and questions of any length. `took_ms` is the time from question to answer in
    milliseconds. `nearest` names articles that come close where nothing answers; they are no answer.
    `unknown` are the words of the question that no passage holds, nor any expansion of them.
    `unread` counts the characters at the end of a very long question that were not read. `damaged` names the
    articles that answer as well, but are not what was stored, so that they are not shown.
    """

    question: str
    hits: tuple[Hit, ...]
    confidence: float
    took_ms: float
    nearest: tuple[Article, ...] = ()
    unknown: tuple[str, ...] = ()
    unread: int = 0
    damaged: tuple[str, ...] = ()

    @property
    def found(self) -> bool:
        """Whether anything answers; when False, `hits` is empty."""
        return bool(self.hits)
