"""Does anything answer? The confidence that a passage is about what was asked.

One logistic rule over three quantities that mean the same in libraries of any size: the score and the weight
of the question, in units of what one rare word weighs there, ln(passages + 1), and the share of it that
the passage holds. A short question has to be met nearly whole; of a long post no passage holds much, but one
that is about it scores high. Fitted to 945 questions on their own libraries and 1,992 on others';
`benchmarks/quality.py` prints how well it parts them.
"""

import math
from collections.abc import Sequence

from index.ranked import Ranked, Ranking

# The logistic rule: what each quantity adds to the odds, and where these are even.
PER_LOG_SCORE = 4.0
PER_LOG_WEIGHT = 1.0
PER_SHARE = 8.0
OFFSET = -9.1
# A question of so few words, a name as a rule, is answered by whatever holds its greater part; so is one that
# weighs no more than the first number (in nats; a word that one passage in 55 holds has 4), as all do over a
# handful of articles. From the second number on the rule decides alone.
A_NAME = 2
LIGHT, HEAVY = 4.0, 6.0
# What lies further out than this is as good as certain, either way; exp() would overflow.
_FARTHEST = 700.0
# Below this confidence a passage is no answer.
THRESHOLD = 0.5


def confidence(one: Ranked, ranking: Ranking) -> float:
    """Return how sure it is that a passage answers, from 0 to 1."""
    unit = math.log(ranking.weights.corpus_size + 1)
    asked = math.fsum(ranking.idf)
    score = one.parts.sum
    if asked <= 0 or score <= 0:
        return 0.0
    share = _held(one, ranking) / asked
    odds = (
        PER_LOG_SCORE * math.log(score / unit)
        + PER_LOG_WEIGHT * math.log(asked / unit)
        + PER_SHARE * share
        + OFFSET
    )
    sure = 1 / (1 + math.exp(min(-odds, _FARTHEST)))
    light = min(max((HEAVY - asked) / (HEAVY - LIGHT), 0.0), 1.0)
    return max(sure, share * (1.0 if len(ranking.idf) <= A_NAME else light))


def passing(ranking: Ranking) -> tuple[Sequence[Ranked], float]:
    """Return the passages that answer, and the greatest confidence of any."""
    sure = [confidence(one, ranking) for one in ranking.read]
    answers = [one for one, value in zip(ranking.read, sure, strict=True) if value >= THRESHOLD]
    return answers, max(sure, default=0.0)


def _held(one: Ranked, ranking: Ranking) -> float:
    """Return what the slots that the passage meets weigh together."""
    return math.fsum(
        idf
        * max(
            (choice.weight for choice, count in zip(slot.alternatives, met, strict=True) if count),
            default=0.0,
        )
        for slot, idf, met in zip(ranking.asked.slots, ranking.idf, one.frequencies, strict=True)
    )
