"""Passages that say the same in the same words: wire copy, near-copies, overlapping passages."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.model.article import Article
from index.ranking.candidate import Candidate

# Two passages say the same when the smaller one has this share of its runs of terms in common with the other.
SAME_RUNS = 0.4
# As long as this a run is no accident: reports of one event share names and phrases, not six words in a row.
RUN = 6
# Or when their terms overlap this much (Jaccard), for passages too short to have runs.
SAME_TERMS = 0.7
# The first so many hits are of different articles, the first `FIRST` of no article more than twice, unless
# nothing else answers.
DIFFERENT = 3
FIRST = 5
# Passages with less than this share of the smaller one's terms in common have no such runs.
_WORTH_COMPARING = 0.4

Runs = frozenset[tuple[str, ...]]


@dataclass(slots=True)
class DuplicateGroup:
    """Passages that say the same, best first; `shown` speaks for them, by default the best."""

    members: list[Candidate]
    terms: frozenset[str] = field(repr=False)
    choice: Candidate | None = None
    _runs: Runs | None = field(default=None, repr=False)

    @property
    def shown(self) -> Candidate:
        """The passage to show."""
        return self.choice or self.members[0]

    @property
    def runs(self) -> Runs:
        """The runs of terms of the best."""
        if self._runs is None:
            terms = self.members[0].terms
            self._runs = frozenset(zip(*(terms[start:] for start in range(RUN)), strict=False))
        return self._runs

    def takes(self, other: "DuplicateGroup") -> bool:
        """Return whether `other` says the same."""
        common = len(self.terms & other.terms)
        if common < _WORTH_COMPARING * min(len(self.terms), len(other.terms)):
            return False
        if common >= SAME_TERMS * (len(self.terms) + len(other.terms) - common):
            return True
        smaller = min(len(self.runs), len(other.runs))
        return smaller > 0 and len(self.runs & other.runs) >= SAME_RUNS * smaller


def fold(passages: Sequence[Candidate]) -> list[DuplicateGroup]:
    """Return the passages in groups that say the same, in the order of the best of each."""
    groups: list[DuplicateGroup] = []
    for one in passages:
        alone = DuplicateGroup([one], frozenset(one.terms))
        group = next((group for group in groups if group.takes(alone)), None)
        if group is None:
            groups.append(alone)
        else:
            group.members.append(one)
    return groups


def diverse(groups: Sequence[DuplicateGroup]) -> list[DuplicateGroup]:
    """Return the groups, those of an article that has its share of the first few already behind these."""
    left = list(groups)
    first: list[DuplicateGroup] = []
    while left and len(first) < FIRST:
        most = 1 if len(first) < DIFFERENT else 2
        shown = Counter(group.shown.article for group in first)
        fits = (place for place, group in enumerate(left) if shown[group.shown.article] < most)
        first.append(left.pop(next(fits, 0)))
    return first + left


def labelled(article: Article) -> tuple[int, str]:
    """Return what sorts copies so that the one to show comes first: best labelled, then first published."""
    known = sum(map(bool, (article.outlet, article.published, article.title)))
    return -known, article.published or "9999"
