"""The numbers that searching for the k best goes by, as a hand finds them."""

import math

import numpy as np
import pytest

from index.scoring.bm25 import Weights, saturation
from index.scoring.numpy_engine import NUMPY
from index.scoring.top_k import Formula, TermQuery, kth_best, top


@pytest.mark.parametrize(("k", "best"), [(1, 9.0), (2, 7.0), (4, 1.0), (5, 0.0)])
def test_the_kth_best_is_0_where_there_are_fewer(k: int, best: float) -> None:
    assert kth_best(np.array([3.0, 9.0, 1.0, 7.0]), k) == best


def test_weights_and_formula_are_rank_bm25_s() -> None:
    weights = Weights(8, 40, {"fog": 2, "rain": 8})
    assert weights.avgdl == 5.0
    assert weights.idf == pytest.approx({"fog": math.log(9 / 2), "rain": math.log(9 / 8)})
    assert weights.weight_of_unseen() == pytest.approx(math.log(9 / 0.5))
    assert Formula.of(weights) == pytest.approx((2.2, 1.2 * 0.25, 1.2 * 0.75 / 5))
    empty = Weights(0, 0, {})
    assert empty.avgdl == 0.0
    assert Formula.of(empty) == pytest.approx((2.2, 0.3, 0.9))


def test_saturation_is_a_half_where_a_word_stands_k1_times_in_a_mean_passage() -> None:
    found = saturation(np.array([1.2, 1.0, 2.0]), np.array([10, 10, 20]), 10.0)
    assert found == pytest.approx([0.5, 1 / 2.2, 2 / (2 + 1.2 * 1.75)])


def test_bounds_hold_for_a_collection_with_another_mean_length() -> None:
    idf, greatest = np.array([2.0, 3.0]), np.array([0.5, 0.8])
    weights = Weights(10, 100, {})
    assert weights.bounds(idf, greatest, 10.0) == pytest.approx([2.2, 2.2 * 2.4])
    assert weights.bounds(idf, greatest, 5.0) == pytest.approx([4.4, 4.4 * 2.4])
    assert weights.bounds(idf, greatest, 20.0) == pytest.approx([2.2, 2.2 * 2.4])


def test_nothing_is_found_for_nothing() -> None:
    nothing = TermQuery.of(Weights(0, 0, {}), np.empty((0, 0), np.int64))
    assert top([], nothing, 5, NUMPY) == []
