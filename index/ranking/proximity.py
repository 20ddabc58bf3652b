"""How close together the words of a question stand in a passage."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

# Words of a question within so many terms of each other belong to one statement.
WINDOW = 10

# A slot of the question by its number, or a term that belongs to none.
SlotOrTerm = int | str


class Proximity:
    """Measures passages against one question.

    `sequence` are the question's terms in their order, stop words among them; `slot_of` gives the slot of a
    term, `idf` the weight of each slot.
    """

    def __init__(self, sequence: Sequence[str], slot_of: Mapping[str, int], idf: Sequence[float]) -> None:
        self._slot_of = slot_of
        self._idf = idf
        self._pairs: dict[tuple[SlotOrTerm, SlotOrTerm], float] = {}
        for left, right in pairwise(slot_of.get(term, term) for term in sequence):
            if left != right and (isinstance(left, int) or isinstance(right, int)):
                self._pairs[left, right] = (self._weight(left) + self._weight(right)) / 2

    def measure(self, terms: Sequence[str]) -> tuple[float, float]:
        """Return `pairs` and `nearness` of a passage, given its terms in their order."""
        slot_of = self._slot_of
        # Few of a passage's terms are the question's: all that follows looks at these alone.
        met = [(place, slot_of[term]) for place, term in enumerate(terms) if term in slot_of]
        return self._pairs_in(terms, met), self._nearness_of(met)

    def _pairs_in(self, terms: Sequence[str], met: Sequence[tuple[int, int]]) -> float:
        """Return the weight of the question's neighbours that are neighbours in the passage as well.

        A pair weighs the mean idf of its two words, where a stop word has none.
        """
        slot_of, last = self._slot_of, len(terms) - 1
        found: set[tuple[SlotOrTerm, SlotOrTerm]] = set()
        for place, slot in met:
            if place:
                before = terms[place - 1]
                found.add((slot_of.get(before, before), slot))
            if place < last:
                after = terms[place + 1]
                found.add((slot, slot_of.get(after, after)))
        # In a fixed order, so that no hash decides the last bit of a sum.
        return sum(weight for pair, weight in self._pairs.items() if pair in found)

    def _nearness_of(self, met: Sequence[tuple[int, int]]) -> float:
        """Return the most that the slots within any `WINDOW` terms weigh together."""
        idf = self._idf
        counts = [0] * len(idf)
        best = inside = 0.0
        first = 0
        for place, slot in met:
            if not counts[slot]:
                inside += idf[slot]
            counts[slot] += 1
            while met[first][0] <= place - WINDOW:
                left = met[first][1]
                counts[left] -= 1
                if not counts[left]:
                    inside -= idf[left]
                first += 1
            best = max(best, inside)
        return best

    def _weight(self, place: SlotOrTerm) -> float:
        return self._idf[place] if isinstance(place, int) else 0.0
