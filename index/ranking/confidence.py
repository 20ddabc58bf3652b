"""Does anything answer? The confidence that a passage is about what was asked.

Two things can say so, and the odds of both add up. A short question has to be met nearly whole, by a passage
that scores high. Of a long post no passage holds much; one that is about it holds a good part of it within a
few words, or in its title. Scores count in units of what one rare word weighs in the library,
ln(passages + 1), so that the rule means the same in libraries of any size. Fitted to 945 questions on their
own libraries and 1,992 on others'; `docs/quality.md` has how well it parts them, and what else was tried.
"""

import math
from collections.abc import Sequence

from index.ranking.candidate import Candidate, Ranking

# The log odds of a question that is met: what the share of it that the passage holds adds, what the score
# does, what each unit takes, since of more passages more meet a question by chance, and where they begin.
SHARE = 9.0
SCORE = 1.2
SIZE = 0.3
MET = -5.7
# The log odds of a post that is echoed: what two parts of the score add, weighted as `ranking` weighs them.
NEARNESS = 11.0
TITLE = 3.5
ECHOED = -7.0
# A question of so few words, a name as a rule, is answered by whatever holds so great a share of it.
A_NAME = 2
MOST_OF_IT = 0.5
# What lies further out than this is as good as certain, either way; exp() would overflow.
_FARTHEST = 700.0
# Below this confidence a passage is no answer.
THRESHOLD = 0.5


def confidence(one: Candidate, ranking: Ranking) -> float:
    """Return how sure it is that a passage answers, from 0 to 1."""
    unit = math.log(ranking.weights.corpus_size + 1)
    asked = math.fsum(ranking.idf)
    score = one.parts.sum
    if asked <= 0 or score <= 0:
        return 0.0
    share = _held(one, ranking) / asked
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
    """Return the passages that answer, and the greatest confidence of any."""
    sure = [confidence(one, ranking) for one in ranking.read]
    answers = [one for one, value in zip(ranking.read, sure, strict=True) if value >= THRESHOLD]
    return answers, max(sure, default=0.0)


def _held(one: Candidate, ranking: Ranking) -> float:
    """Return what the slots that the passage meets weigh together."""
    return math.fsum(
        idf
        * max(
            (choice.weight for choice, count in zip(slot.alternatives, met, strict=True) if count),
            default=0.0,
        )
        for slot, idf, met in zip(ranking.asked.slots, ranking.idf, one.frequencies, strict=True)
    )
