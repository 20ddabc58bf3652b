"""Both engines find the same, whatever the filters and however the passages are spread."""

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index import Article, Library
from index.scoring import top_k
from index.scoring.engines import Engines
from index.scoring.numpy_engine import NUMPY
from index.scoring.statistics import look_up
from index.scoring.top_k import Engine
from made_words import made_word

CHANCE = random.Random(3)
# Zipf-like, so that there are rare and common terms; enough passages for bounds to matter.
VOCABULARY = [made_word(number) for number in range(2000)]
WEIGHTS = [1 / (number + 1) for number in range(2000)]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("engines"), passage_tokens=40) as opened:
        for batch in range(3):
            opened.add(
                Article(
                    id=f"a{batch}-{number}",
                    outlet=f"outlet {number % 3}",
                    text=". ".join(
                        " ".join(CHANCE.choices(VOCABULARY, WEIGHTS, k=CHANCE.randint(3, 20)))
                        for _ in range(12)
                    ),
                )
                for number in range(400 // (batch + 1))
            )
        opened.remove([f"a0-{number}" for number in range(0, 90, 3)])
        yield opened


@pytest.fixture(scope="module")
def engines() -> list[Engine]:
    engines = Engines()
    if not engines.load():
        pytest.skip("numba, the extra fast, is not installed")
    return [NUMPY, engines.current()]


def exhaustive(library: Library, terms: list[str], articles: set[int] | None) -> list[tuple[int, float]]:
    """Score every posting, without bounds or thresholds."""
    with library._folder.searching() as (store, snapshot):
        question = look_up(snapshot, terms, store)
        formula = top_k.Formula.of(question.weights)
        rows = []
        for number, live in enumerate(snapshot.segments):
            postings = top_k._postings(live.segment, question, number)
            docs = np.arange(len(live.segment))
            scores = NUMPY.rescore(live.segment, postings, formula, docs)
            for doc in np.flatnonzero(scores).tolist():
                allowed = articles is None or int(live.segment.articles[doc]) in articles
                if allowed and (live.live is None or live.live[doc]):
                    rows.append((-scores[doc], int(live.segment.keys[doc])))
    return [(key, -score) for score, key in sorted(rows)]


def find(library: Library, engine: Engine, terms: list[str], k: int, articles: set[int] | None) -> object:
    with library._folder.searching() as (store, snapshot):
        allowed = None if articles is None else np.array(sorted(articles), np.int64)
        return top_k.top(snapshot.segments, look_up(snapshot, terms, store), k, engine, allowed)


@pytest.mark.parametrize("seed", range(40))
def test_the_k_best_are_the_first_k_of_all(library: Library, seed: int) -> None:
    chance = random.Random(seed)
    terms = list(dict.fromkeys(chance.choices(VOCABULARY, WEIGHTS, k=chance.randint(1, 12))))
    terms = [library.analyzer.analyze(term)[0] for term in terms]
    articles = set(chance.sample(range(1, 700), 200)) if seed % 2 else None
    expected = exhaustive(library, terms, articles)
    for k in (1, 3, 10, 100, 10_000):
        assert find(library, NUMPY, terms, k, articles) == expected[:k]


@pytest.mark.parametrize("seed", range(40))
def test_engines_agree_to_the_last_bit(library: Library, engines: list[Engine], seed: int) -> None:
    chance = random.Random(seed)
    terms = list(dict.fromkeys(chance.choices(VOCABULARY, WEIGHTS, k=chance.randint(1, 12))))
    articles = set(chance.sample(range(1, 700), 200)) if seed % 2 else None
    for k in (1, 10, 1000):
        first, second = (find(library, engine, terms, k, articles) for engine in engines)
        assert first == second


def test_a_broken_numba_costs_no_answer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("index.scoring.engines._warm", lambda _: 1 / 0)
    engines = Engines(patience=1)
    assert engines.load() is False
    assert engines.current() is NUMPY
