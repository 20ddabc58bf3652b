"""Computes metrics: compares rankings with the relevance judgements (qrels) of BEIR folders.

A folder holds `corpus.jsonl` (one article a line), `queries.jsonl` (`_id`, `text`, and, as an extension,
`exclude`: the id of an article to leave out) and `qrels.tsv` or BEIR's own `qrels/test.tsv`.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

# A document id -> its grade; a grade over 0 is relevant.
Judgements = Mapping[str, int]
# Document ids, best first.
RankedIds = Sequence[str]


def ndcg(ranking: RankedIds, judgements: Judgements, k: int = 10) -> float:
    """Return nDCG@k with the grade as the gain, as trec_eval's ndcg_cut computes it."""
    ideal = sorted((grade for grade in judgements.values() if grade > 0), reverse=True)
    best = _dcg(ideal[:k])
    return _dcg([max(0, judgements.get(document, 0)) for document in ranking[:k]]) / best if best else 0.0


def reciprocal_rank(ranking: RankedIds, judgements: Judgements, k: int = 10) -> float:
    """Return 1 / rank of the first relevant document among the first k, or 0."""
    return next(
        (1 / rank for rank, hit in enumerate(_relevant(ranking[:k], judgements), start=1) if hit), 0.0
    )


def average_precision(ranking: RankedIds, judgements: Judgements) -> float:
    """Return the mean precision at each relevant document; one that was not ranked counts 0."""
    found, total = 0, 0.0
    for rank, hit in enumerate(_relevant(ranking, judgements), start=1):
        if hit:
            found += 1
            total += found / rank
    relevant = sum(grade > 0 for grade in judgements.values())
    return total / relevant if relevant else 0.0


def recall(ranking: RankedIds, judgements: Judgements, k: int = 100) -> float:
    """Return the share of the relevant documents that stand among the first k."""
    relevant = sum(grade > 0 for grade in judgements.values())
    return sum(_relevant(ranking[:k], judgements)) / relevant if relevant else 0.0


def hit(ranking: RankedIds, judgements: Judgements, k: int) -> float:
    """Return 1 when any of the first k is relevant, else 0."""
    return float(any(_relevant(ranking[:k], judgements)))


METRICS: dict[str, Callable[[RankedIds, Judgements], float]] = {
    "nDCG@10": ndcg,
    "MRR@10": reciprocal_rank,
    "MAP": average_precision,
    "R@100": recall,
    "Hits@1": lambda ranking, judgements: hit(ranking, judgements, 1),
    "Hits@4": lambda ranking, judgements: hit(ranking, judgements, 4),
    "Hits@10": lambda ranking, judgements: hit(ranking, judgements, 10),
}


def evaluate(rankings: Iterable[tuple[str, RankedIds]], qrels: Mapping[str, Judgements]) -> dict[str, float]:
    """Return the mean of each metric over the queries that have a relevant document, and their number.

    A query without any judged relevant document says nothing about a ranking and is left out.
    """
    sums = dict.fromkeys(METRICS, 0.0)
    count = 0
    for query, ranking in rankings:
        judgements = qrels.get(query, {})
        if not any(grade > 0 for grade in judgements.values()):
            continue
        count += 1
        for name, metric in METRICS.items():
            sums[name] += metric(ranking, judgements)
    return {"queries": count} | {name: total / count if count else 0.0 for name, total in sums.items()}


def _dcg(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))


def _relevant(ranking: RankedIds, judgements: Judgements) -> Iterator[bool]:
    return (judgements.get(document, 0) > 0 for document in ranking)
