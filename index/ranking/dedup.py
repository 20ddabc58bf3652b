"""Groups passages that say the same in the same words (wire copy, near-copies), and mixes articles."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.model.article import Article
from index.ranking.candidate import Candidate

# Two passages are near-copies when the smaller one has this share of its runs of terms in common with the
# other.
SAME_RUNS = 0.4
# The terms of a run. Six in a row are no accident: reports of one event share names and phrases, not that.
RUN = 6
# Passages too short to have runs are near-copies when their terms overlap this much (Jaccard).
SAME_TERMS = 0.7
# The first `DIFFERENT` hits are of different articles, and no article has more than two of the first `FIRST`,
# unless nothing else answers.
DIFFERENT = 3
FIRST = 5
# Passages with less than this share of the smaller one's terms in common are not compared by runs.
_WORTH_COMPARING = 0.4

Runs = frozenset[tuple[str, ...]]


@dataclass(slots=True)
class DuplicateGroup:
    """Near-copies of one passage, best first; `shown` is the one that a hit shows, by default the best."""

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
        """The runs of terms of the best member."""
        if self._runs is None:
            terms = self.members[0].terms
            self._runs = frozenset(zip(*(terms[start:] for start in range(RUN)), strict=False))
        return self._runs

    def matches(self, other: "DuplicateGroup") -> bool:
        """Return whether the best members of both groups are near-copies."""
        common = len(self.terms & other.terms)
        if common < _WORTH_COMPARING * min(len(self.terms), len(other.terms)):
            return False
        if common >= SAME_TERMS * (len(self.terms) + len(other.terms) - common):
            return True
        smaller = min(len(self.runs), len(other.runs))
        return smaller > 0 and len(self.runs & other.runs) >= SAME_RUNS * smaller


def group_duplicates(passages: Sequence[Candidate]) -> list[DuplicateGroup]:
    """Return the passages in groups of near-copies, in the order of the best of each."""
    groups: list[DuplicateGroup] = []
    for one in passages:
        alone = DuplicateGroup([one], frozenset(one.terms))
        group = next((group for group in groups if group.matches(alone)), None)
        if group is None:
            groups.append(alone)
        else:
            group.members.append(one)
    return groups


def diverse(groups: Sequence[DuplicateGroup]) -> list[DuplicateGroup]:
    """Return the groups, reordered so that the first few are of different articles where possible."""
    left = list(groups)
    first: list[DuplicateGroup] = []
    while left and len(first) < FIRST:
        most = 1 if len(first) < DIFFERENT else 2
        shown = Counter(group.shown.article for group in first)
        fits = (place for place, group in enumerate(left) if shown[group.shown.article] < most)
        first.append(left.pop(next(fits, 0)))
    return first + left


def label_order(article: Article) -> tuple[int, str]:
    """Return the sort key of near-copies: the best labelled comes first, then the first published."""
    known = sum(map(bool, (article.outlet, article.published, article.title)))
    return -known, article.published or "9999"
