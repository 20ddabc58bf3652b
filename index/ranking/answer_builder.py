"""From a ranking to an answer: what passes the gate, copies folded, the words that answer."""

from collections.abc import Iterator, Sequence

from index.analysis import languages
from index.analysis.analyzer import Analyzer
from index.analysis.sentences import sentences
from index.model.answer import Answer, Hit, TermEvidence, Why
from index.model.article import Passage, Span
from index.query.builder import QueryTerm
from index.ranking import confidence as gate
from index.ranking.best_sentence import best_sentence
from index.ranking.candidate import Candidate, Ranking
from index.ranking.dedup import DuplicateGroup, diverse, fold, labelled
from index.storage.database import Store

# So many titles are offered where nothing answers.
NEAREST = 3


def answer(question: str, ranking: Ranking, store: Store, analyzer: Analyzer, limit: int) -> Answer:
    """Return the answer that a ranking gives: at most `limit` hits."""
    passing, confidence = gate.passing(ranking)
    groups = fold(passing)
    _choose(groups, store)
    groups = diverse(groups)[:limit]
    keys = [one.key for group in groups for one in group.members]
    passages = dict(zip(keys, store.articles.passages(keys), strict=True))
    nearest: tuple[int, ...] = ()
    if not groups:
        nearest = tuple(dict.fromkeys(one.article for one in ranking.read))[:NEAREST]
    return Answer(
        question=question,
        hits=tuple(_hit(group, passages, ranking, analyzer) for group in groups),
        confidence=confidence,
        took_ms=0.0,
        # What is damaged is not even named here.
        nearest=tuple(one.article for one in store.articles.load(nearest).values()),
        unknown=tuple(_unknown(ranking)),
    )


def _choose(groups: Sequence[DuplicateGroup], store: Store) -> None:
    """Of passages that say the same, show the best labelled."""
    keys = [one.key for group in groups if len(group.members) > 1 for one in group.members]
    labels = {
        key: labelled(passage.article)
        for key, passage in zip(keys, store.articles.passages(keys), strict=True)
    }
    for group in groups:
        if len(group.members) > 1:
            group.choice = min(group.members, key=lambda one: labels[one.key])


def _hit(group: DuplicateGroup, passages: dict[int, Passage], ranking: Ranking, analyzer: Analyzer) -> Hit:
    """Return the hit of passages that say the same."""
    best, shown = group.members[0], group.shown
    passage = passages[shown.key]
    matches = list(_matches(passage, ranking.asked.slots, analyzer))
    places = [(span.start, slot) for span, slot in matches]
    own = sentences(passage.text, languages.code(analyzer.language))
    others: dict[str, Passage] = {}
    for one in group.members:
        other = passages[one.key]
        if other.article.id != passage.article.id:
            others.setdefault(other.article.id, other)
    return Hit(
        passage=passage,
        score=best.parts.sum,
        bm25=shown.bm25,
        spans=_apart([span for span, _ in matches]),
        best=best_sentence(own, places, ranking.idf),
        also_in=tuple(others.values()),
        why=_why(best, ranking, tuple(passages[one.key].id for one in group.members if one is not shown)),
    )


def _matches(passage: Passage, slots: Sequence[QueryTerm], analyzer: Analyzer) -> Iterator[tuple[Span, int]]:
    slot_of = {
        term: number
        for number, slot in reversed(list(enumerate(slots)))
        for one in slot.alternatives
        for term in one.terms
    }
    for term, span in analyzer.locate(passage.text):
        if term in slot_of:
            yield span, slot_of[term]


def _apart(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return the spans, those that overlap as one: pairs of characters do."""
    apart: list[Span] = []
    for span in spans:
        if apart and span.start < apart[-1].end:
            apart[-1] = Span(apart[-1].start, max(apart[-1].end, span.end))
        else:
            apart.append(span)
    return tuple(apart)


def _unknown(ranking: Ranking) -> Iterator[str]:
    """Yield the words of the question that no passage holds, in any way."""
    for slot, df in zip(ranking.asked.slots, ranking.df, strict=True):
        # Of the alternatives only those are left that the library holds.
        if not df and all(one.kind == "asked" for one in slot.alternatives):
            yield slot.written


def _why(one: Candidate, ranking: Ranking, folded: tuple[str, ...]) -> Why:
    pieces = tuple(
        TermEvidence(
            word=slot.written,
            df=df,
            idf=idf,
            score=score,
            used=tuple(
                (choice.word, choice.kind, int(count))
                for choice, count in zip(slot.alternatives, counts, strict=True)
                if count
            ),
        )
        for slot, df, idf, score, counts in zip(
            ranking.asked.slots, ranking.df, ranking.idf, one.slots, one.frequencies, strict=True
        )
    )
    parts = one.parts
    return Why(
        pieces=pieces,
        confidence=gate.confidence(one, ranking),
        title=parts.title,
        article=parts.article,
        pairs=parts.pairs,
        nearness=parts.nearness,
        folded=folded,
    )
