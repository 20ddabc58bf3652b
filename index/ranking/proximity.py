"""Measures how close together the words of a question stand in a passage."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

# Words of a question within this many terms of each other belong to one statement.
WINDOW = 10

# The number of a query term, or a term of a text that belongs to none.
NumberOrTerm = int | str


class Proximity:
    """Measures passages against one question.

    `sequence` are the question's terms in their order, stop words among them; `number_of` gives the number of
    the query term that a term belongs to, `idf` the weight of each query term.
    """

    def __init__(self, sequence: Sequence[str], number_of: Mapping[str, int], idf: Sequence[float]) -> None:
        self._number_of = number_of
        self._idf = idf
        self._pairs: dict[tuple[NumberOrTerm, NumberOrTerm], float] = {}
        for left, right in pairwise(number_of.get(term, term) for term in sequence):
            if left != right and (isinstance(left, int) or isinstance(right, int)):
                self._pairs[left, right] = (self._weight(left) + self._weight(right)) / 2

    def measure(self, terms: Sequence[str]) -> tuple[float, float]:
        """Return `pairs` and `nearness` of a passage, given its terms in their order."""
        number_of = self._number_of
        # Few of a passage's terms are the question's: all that follows looks at these alone.
        met = [(place, number_of[term]) for place, term in enumerate(terms) if term in number_of]
        return self._pairs_in(terms, met), self._nearness_of(met)

    def _pairs_in(self, terms: Sequence[str], met: Sequence[tuple[int, int]]) -> float:
        """Return the weight of the pairs of neighbours in the question that are neighbours in the passage.

        A pair weighs the mean idf of its two words, where a stop word has none.
        """
        number_of, last = self._number_of, len(terms) - 1
        found: set[tuple[NumberOrTerm, NumberOrTerm]] = set()
        for place, number in met:
            if place:
                before = terms[place - 1]
                found.add((number_of.get(before, before), number))
            if place < last:
                after = terms[place + 1]
                found.add((number, number_of.get(after, after)))
        # In a fixed order, so that no hash decides the last bit of a sum.
        return sum(weight for pair, weight in self._pairs.items() if pair in found)

    def _nearness_of(self, met: Sequence[tuple[int, int]]) -> float:
        """Return the greatest weight of the query terms within any `WINDOW` terms of the passage."""
        idf = self._idf
        counts = [0] * len(idf)
        best = inside = 0.0
        first = 0
        for place, number in met:
            if not counts[number]:
                inside += idf[number]
            counts[number] += 1
            while met[first][0] <= place - WINDOW:
                left = met[first][1]
                counts[left] -= 1
                if not counts[left]:
                    inside -= idf[left]
                first += 1
            best = max(best, inside)
        return best

    def _weight(self, place: NumberOrTerm) -> float:
        return self._idf[place] if isinstance(place, int) else 0.0
