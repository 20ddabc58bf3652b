"""BEIR folders to metrics: rankings held against relevance judgements (qrels).

A folder holds `corpus.jsonl` (one article a line), `queries.jsonl` (`_id`, `text`, and, as an extension,
`exclude`: the id of an article to leave out) and `qrels.tsv` or BEIR's own `qrels/test.tsv`.
"""

import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import LibraryError

# A document id -> its grade; a grade over 0 is relevant.
Judgements = Mapping[str, int]
# Document ids, best first.
Ranking = Sequence[str]


@dataclass(frozen=True, slots=True)
class Query:
    """A question with an id of its own, and the article that must not answer it."""

    id: str
    text: str
    exclude: str = ""


def read_queries(path: Path) -> Iterator[Query]:
    """Yield the queries of a JSONL file with `_id` (or `id`) and `text` (or `question`) on each line.

    Raises LibraryError that names the line when one of them is missing.
    """
    with path.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
                identity = record.get("_id", record.get("id"))
                text = record.get("text", record.get("question"))
            except (ValueError, AttributeError) as error:
                raise LibraryError(
                    f"{path}:{number}: is no JSON object ({error}); each line needs one"
                ) from error
            if identity is None or not isinstance(text, str):
                raise LibraryError(f'{path}:{number}: no "_id" or no "text"; each line needs both')
            yield Query(str(identity), text, str(record.get("exclude") or ""))


def read_qrels(folder: Path) -> dict[str, dict[str, int]]:
    """Return query id -> document id -> grade, from the folder's qrels.

    Raises LibraryError when there are none, or naming the line that is malformed.
    """
    paths = [path for path in (folder / "qrels.tsv", folder / "qrels" / "test.tsv") if path.is_file()]
    if not paths:
        raise LibraryError(f"{folder}: no qrels.tsv and no qrels/test.tsv; a BEIR folder has one of them")
    qrels: dict[str, dict[str, int]] = {}
    with paths[0].open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, start=1):
            fields = line.rstrip("\n").split("\t")
            if number == 1 and fields[-1] == "score":
                continue
            try:
                query, document, grade = fields
                qrels.setdefault(query, {})[document] = int(grade)
            except ValueError as error:
                raise LibraryError(
                    f"{paths[0]}:{number}: wanted query-id, corpus-id and score, with tabs between ({error})"
                ) from error
    return qrels


def ndcg(ranking: Ranking, judgements: Judgements, k: int = 10) -> float:
    """Return nDCG@k with the grade as the gain, as trec_eval's ndcg_cut computes it."""
    ideal = sorted((grade for grade in judgements.values() if grade > 0), reverse=True)
    best = _dcg(ideal[:k])
    return _dcg([max(0, judgements.get(document, 0)) for document in ranking[:k]]) / best if best else 0.0


def reciprocal_rank(ranking: Ranking, judgements: Judgements, k: int = 10) -> float:
    """Return 1 / rank of the first relevant document among the first k, or 0."""
    return next(
        (1 / rank for rank, hit in enumerate(_relevant(ranking[:k], judgements), start=1) if hit), 0.0
    )


def average_precision(ranking: Ranking, judgements: Judgements) -> float:
    """Return the mean precision at each relevant document; one that was not ranked counts 0."""
    found, total = 0, 0.0
    for rank, hit in enumerate(_relevant(ranking, judgements), start=1):
        if hit:
            found += 1
            total += found / rank
    relevant = sum(grade > 0 for grade in judgements.values())
    return total / relevant if relevant else 0.0


def recall(ranking: Ranking, judgements: Judgements, k: int = 100) -> float:
    """Return the share of the relevant documents that stand among the first k."""
    relevant = sum(grade > 0 for grade in judgements.values())
    return sum(_relevant(ranking[:k], judgements)) / relevant if relevant else 0.0


def hit(ranking: Ranking, judgements: Judgements, k: int) -> float:
    """Return 1 when any of the first k is relevant, else 0."""
    return float(any(_relevant(ranking[:k], judgements)))


METRICS: dict[str, Callable[[Ranking, Judgements], float]] = {
    "nDCG@10": ndcg,
    "MRR@10": reciprocal_rank,
    "MAP": average_precision,
    "R@100": recall,
    "Hits@1": lambda ranking, judgements: hit(ranking, judgements, 1),
    "Hits@4": lambda ranking, judgements: hit(ranking, judgements, 4),
    "Hits@10": lambda ranking, judgements: hit(ranking, judgements, 10),
}


def evaluate(rankings: Iterable[tuple[str, Ranking]], qrels: Mapping[str, Judgements]) -> dict[str, float]:
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


def _relevant(ranking: Ranking, judgements: Judgements) -> Iterator[bool]:
    return (judgements.get(document, 0) > 0 for document in ranking)
