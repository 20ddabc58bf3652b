"""Spelling variants in a search: what a slip in the rarest word of each question loses, and what comes back.

    python benchmarks/variant_search.py ../shared --news news.jsonl

Plain BM25 by the best passage of 150 terms, title included, with and without variants: a word and its
variants are one term, frequencies times weights add up, and its idf is the word's own, or that of all
together where the library does not know the word. nDCG@10; the rarest word has four letters at least.
"""

import argparse
import json
import math
import random
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from variant_words import SLIPS, Words, row, with_slip

from index.analysis.analyzer import analyzer
from index.evaluation.beir import BeirQuery, read_qrels, read_queries
from index.evaluation.metrics import ndcg
from index.scoring.bm25 import K1, B
from index.spelling import Vocabulary, propose

_PASSAGE = 150
_SHORTEST = 4
_DEPTH = 200
# So many slips are drawn for each question; the smaller set needs more to say anything.
_SETS = {"xquad_en": 1, "checkthat2020": 1, "realtimeqa": 5}
_WIDTHS = (14, 9, 7, 7, 9, 7, 9, 9)


class Passages:
    """Passages with their postings, and the words they hold."""

    def __init__(self, articles: Iterable[tuple[str, str, str]]) -> None:
        self._articles: list[str] = []
        self._postings: defaultdict[str, array[int]] = defaultdict(lambda: array("q"))
        lengths: list[int] = []
        words: Words = {}
        for identity, title, text in articles:
            titled = [(term, title[span.start : span.end]) for term, span in analyzer().locate(title)]
            located = [(term, text[span.start : span.end]) for term, span in analyzer().locate(text)]
            for start in range(0, max(len(located), 1), _PASSAGE):
                part = located[start : start + _PASSAGE]
                for term, count in Counter(term for term, _ in titled + part).items():
                    self._postings[term].extend((len(self._articles), count))
                _count(words, (written for _, written in titled + part))
                self._articles.append(identity)
                lengths.append(len(titled) + len(part))
        self._norms = K1 * (1 - B + B * np.array(lengths) / np.mean(lengths))
        self.vocabulary = Vocabulary.build(words)

    def frequency(self, term: str) -> int:
        """Return how many passages hold `term`."""
        return len(self._postings[term]) // 2 if term in self._postings else 0

    def search(self, question: Iterable[Mapping[str, float]]) -> list[str]:
        """Return the articles of the best passages; the question is terms and variants with their weights."""
        scores = np.zeros(len(self._articles))
        for terms in question:
            found = np.zeros(len(self._articles))
            for term, weight in terms.items():
                if term in self._postings:
                    postings = np.array(self._postings[term]).reshape(-1, 2)
                    found[postings[:, 0]] += weight * postings[:, 1]
            held = np.flatnonzero(found)
            if len(held):
                frequency = self.frequency(next(iter(terms))) or len(held)
                idf = math.log((len(self._articles) + 1) / frequency)
                scores[held] += idf * (K1 + 1) * found[held] / (found[held] + self._norms[held])
        return self._best(scores)

    def _best(self, scores: NDArray[np.float64]) -> list[str]:
        order = np.lexsort((np.arange(len(scores)), -scores))[:_DEPTH].tolist()
        return list(dict.fromkeys(self._articles[place] for place in order if scores[place] > 0))[:10]


def main() -> None:
    """Print a line for each set of questions."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("shared", nargs="?", type=Path, default=Path("../shared"))
    parser.add_argument("--news", type=Path, required=True, help="the news corpus, unpacked")
    options = parser.parse_args()
    columns = ("questions", "plain", "ours", "slip", "ours", "recovered", "slips")
    print(row(("nDCG@10", *columns), _WIDTHS))
    for name, number in _SETS.items():
        folder = options.shared / "eval" / name
        passages = Passages(_articles(options.news if name == "realtimeqa" else folder / "corpus.jsonl"))
        qrels = read_qrels(folder)
        queries = [query for query in read_queries(folder / "queries.jsonl") if query.id in qrels]
        # One stream of chance a set of slips, so that each question gets another kind.
        chances = [random.Random(seed) for seed in range(number)]
        slipped = [
            BeirQuery(query.id, _slipped(query.text, passages, chance))
            for chance in chances
            for query in queries
        ]
        plain, ours = (_mean(queries, passages, qrels, variants=variants) for variants in (False, True))
        lost, back = (_mean(slipped, passages, qrels, variants=variants) for variants in (False, True))
        values = [f"{value:.4f}" for value in (plain, ours, lost, back)]
        print(
            row((name, len(queries), *values, f"{(back - lost) / (plain - lost):.1%}", len(slipped)), _WIDTHS)
        )


def _mean(
    queries: Sequence[BeirQuery],
    passages: Passages,
    qrels: Mapping[str, Mapping[str, int]],
    *,
    variants: bool,
) -> float:
    return float(
        np.mean([ndcg(passages.search(_terms(q.text, passages, variants)), qrels[q.id]) for q in queries])
    )


def _terms(question: str, passages: Passages, variants: bool) -> Iterator[dict[str, float]]:  # noqa: FBT001
    """Yield each term of the question with its variants and their weights."""
    asked = analyzer().question_terms(question)
    written: dict[str, str] = {}
    for term, span in analyzer().locate(question):
        written.setdefault(term, _word(question[span.start : span.end]))
    for term in asked:
        terms = {term: 1.0}
        for variant in propose(written[term], passages.vocabulary) if variants else ():
            for other in analyzer().analyze(variant.word):
                if other not in asked:
                    terms[other] = max(terms.get(other, 0.0), variant.weight)
        yield terms


def _slipped(question: str, passages: Passages, chance: random.Random) -> str:
    """Return the question with one slip in the rarest of its words that the library holds."""
    asked = set(analyzer().question_terms(question))
    found = [
        (passages.frequency(term), span)
        for term, span in analyzer().locate(question)
        if term in asked and passages.frequency(term)
    ]
    found = [(held, span) for held, span in found if question[span.start : span.end].isalpha()]
    found = [(held, span) for held, span in found if span.end - span.start >= _SHORTEST]
    if not found:
        return question
    _, span = min(found)
    slip = with_slip(question[span.start : span.end], chance.choice(SLIPS[:3]), chance)
    return question[: span.start] + slip + question[span.end :]


def _articles(path: Path) -> Iterator[tuple[str, str, str]]:
    with path.open(encoding="utf-8") as file:
        for record in map(json.loads, file):
            yield record["_id"], record.get("title", ""), record["text"]


def _word(written: str) -> str:
    return re.sub("['\u2019]s$", "", written.casefold())


def _count(words: Words, written: Iterable[str]) -> None:
    """Add the words of one passage."""
    capitals: dict[str, bool] = {}
    for one in set(written):
        capitals[_word(one)] = capitals.get(_word(one), True) and one[0].isupper()
    for word, capital in capitals.items():
        held, before = words.get(word, (0, 0))
        words[word] = held + 1, before + capital


if __name__ == "__main__":
    main()
