"""Makes an answer of a ranking: confident candidates, near-copies grouped, matched words, best sentence."""

from collections.abc import Iterator, Sequence

from index.analysis import languages
from index.analysis.analyzer import Analyzer
from index.analysis.sentences import sentences
from index.model.answer import Answer, Hit, TermEvidence, Why
from index.model.article import Passage, Span
from index.query.builder import QueryTerm
from index.ranking.best_sentence import best_sentence
from index.ranking.candidate import Candidate, Ranking
from index.ranking.confidence import confidence, passing
from index.ranking.dedup import DuplicateGroup, diverse, group_duplicates, label_order
from index.storage.database import Store

# How many articles are named as nearest where nothing answers.
NEAREST = 3


def answer(question: str, ranking: Ranking, store: Store, analyzer: Analyzer, limit: int) -> Answer:
    """Return the answer that a ranking gives: at most `limit` hits."""
    confident, greatest = passing(ranking)
    groups = group_duplicates(confident)
    _choose_shown(groups, store)
    groups = diverse(groups)[:limit]
    keys = [one.key for group in groups for one in group.members]
    passages = dict(zip(keys, store.articles.passages(keys), strict=True))
    nearest: tuple[int, ...] = ()
    if not groups:
        nearest = tuple(dict.fromkeys(one.article for one in ranking.read))[:NEAREST]
    return Answer(
        question=question,
        hits=tuple(_hit(group, passages, ranking, analyzer) for group in groups),
        confidence=greatest,
        took_ms=0.0,
        # `load` leaves out damaged articles, which are not even named here.
        nearest=tuple(one.article for one in store.articles.load(nearest).values()),
        unknown=tuple(_unknown(ranking)),
    )


def _choose_shown(groups: Sequence[DuplicateGroup], store: Store) -> None:
    """Let each group of near-copies show the best labelled one."""
    keys = [one.key for group in groups if len(group.members) > 1 for one in group.members]
    labels = {
        key: label_order(passage.article)
        for key, passage in zip(keys, store.articles.passages(keys), strict=True)
    }
    for group in groups:
        if len(group.members) > 1:
            group.choice = min(group.members, key=lambda one: labels[one.key])


def _hit(group: DuplicateGroup, passages: dict[int, Passage], ranking: Ranking, analyzer: Analyzer) -> Hit:
    """Return the hit of a group of near-copies."""
    best, shown = group.members[0], group.shown
    passage = passages[shown.key]
    matches = list(_matches(passage, ranking.query.query_terms, analyzer))
    places = [(span.start, number) for span, number in matches]
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


def _matches(
    passage: Passage, query_terms: Sequence[QueryTerm], analyzer: Analyzer
) -> Iterator[tuple[Span, int]]:
    """Yield where words of the question stand in a passage, each with the number of its query term."""
    number_of = {
        term: number
        for number, query_term in reversed(list(enumerate(query_terms)))
        for expansion in query_term.expansions
        for term in expansion.terms
    }
    for term, span in analyzer.locate(passage.text):
        if term in number_of:
            yield span, number_of[term]


def _apart(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return the spans, overlapping ones joined: pairs of characters overlap."""
    apart: list[Span] = []
    for span in spans:
        if apart and span.start < apart[-1].end:
            # Those that are located end in order, too.
            apart[-1] = Span(apart[-1].start, span.end)
        else:
            apart.append(span)
    return tuple(apart)


def _unknown(ranking: Ranking) -> Iterator[str]:
    """Yield the words of the question that no passage holds, nor any expansion of them."""
    for query_term, df in zip(ranking.query.query_terms, ranking.df, strict=True):
        # The query has no other expansions than those that the library holds.
        if not df and all(one.kind == "asked" for one in query_term.expansions):
            yield query_term.written


def _why(one: Candidate, ranking: Ranking, duplicates: tuple[str, ...]) -> Why:
    """Return what made the score of a candidate; `duplicates` are the ids of the near-copies not shown."""
    pieces = tuple(
        TermEvidence(
            word=query_term.written,
            df=df,
            idf=idf,
            score=score,
            used=tuple(
                (choice.word, choice.kind, int(count))
                for choice, count in zip(query_term.expansions, counts, strict=True)
                if count
            ),
        )
        for query_term, df, idf, score, counts in zip(
            *(ranking.query.query_terms, ranking.df, ranking.idf, one.term_scores, one.frequencies),
            strict=True,
        )
    )
    parts = one.parts
    return Why(
        pieces=pieces,
        confidence=confidence(one, ranking),
        title=parts.title,
        article=parts.article,
        pairs=parts.pairs,
        nearness=parts.nearness,
        folded=duplicates,
    )
