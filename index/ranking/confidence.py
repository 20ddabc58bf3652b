"""The confidence that a passage answers the question, and the threshold below which nothing is found.

Two cases count, and the odds of both add up. Of a short question the passage must hold nearly all, with a
high score. Of a long post no passage holds much; one that is about it holds a good part of it within a few
words, or in its title. Scores count in units of what one rare word weighs in the library, ln(passages + 1),
so that the rule means the same in libraries of any size. Fitted to 945 questions on their own libraries and
1,992 on others'; `docs/quality.md` has how well it parts them, and what else was tried.
"""

import math
from collections.abc import Sequence

from index.ranking.candidate import Candidate, Ranking

# The log odds of the first case: what the share of the question that the passage holds adds, what the score
# adds, what each unit takes away (among more passages more hold a question by chance), and the constant.
SHARE = 9.0
SCORE = 1.2
SIZE = 0.3
MET = -5.7
# The log odds of the second case: what two parts of the score add, weighted as `ranker` weighs them.
NEARNESS = 11.0
TITLE = 3.5
ECHOED = -7.0
# A question of at most this many words, a name as a rule, is answered by any passage with this share of it.
A_NAME = 2
MOST_OF_IT = 0.5
# Log odds beyond this are as good as certain, either way; exp() would overflow.
_FARTHEST = 700.0
# Below this confidence a passage is no answer.
THRESHOLD = 0.5


def confidence(one: Candidate, ranking: Ranking) -> float:
    """Return how sure it is that a passage answers, from 0 to 1."""
    unit = math.log(ranking.weights.corpus_size + 1)
    weight = math.fsum(ranking.idf)
    score = one.parts.sum
    if weight <= 0 or score <= 0:
        return 0.0
    share = _held(one, ranking) / weight
    met = MET + SHARE * share + SCORE * score / unit - SIZE * unit
    echoed = ECHOED + NEARNESS * one.parts.nearness / unit + TITLE * one.parts.title / unit
    sure = _logistic(met, echoed)
    named = len(ranking.idf) <= A_NAME and share >= MOST_OF_IT
    return max(sure, THRESHOLD) if named else sure


def _logistic(*odds: float) -> float:
    """Return the probability of log odds whose odds add up."""
    most = max(odds)
    together = most + math.log(math.fsum(math.exp(one - most) for one in odds))
    return 1 / (1 + math.exp(min(-together, _FARTHEST)))


def passing(ranking: Ranking) -> tuple[Sequence[Candidate], float]:
    """Return the candidates at or above the threshold, and the greatest confidence of any candidate."""
    sure = [confidence(one, ranking) for one in ranking.read]
    answers = [one for one, value in zip(ranking.read, sure, strict=True) if value >= THRESHOLD]
    return answers, max(sure, default=0.0)


def _held(one: Candidate, ranking: Ranking) -> float:
    """Return the idf of the query terms that the passage holds, each by the weight of its best expansion."""
    return math.fsum(
        idf
        * max(
            (choice.weight for choice, count in zip(term.expansions, counts, strict=True) if count),
            default=0.0,
        )
        for term, idf, counts in zip(ranking.query.query_terms, ranking.idf, one.frequencies, strict=True)
    )
