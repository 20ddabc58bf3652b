"""What could not be read, in the words of who reads it where there are some, else in the reader's own."""

from collections.abc import Mapping

from bot.texts import Voice
from index import FeedError, Problem

KINDS: Mapping[str, str] = {
    "empty": "problem.empty",
    "no_words": "problem.no_words",
    "encrypted": "problem.encrypted",
    "scanned": "problem.scanned",
    "no_article": "problem.no_article",
    "robots": "problem.robots",
}


def told(problem: Problem | FeedError, say: Voice) -> str:
    """Return why, and what helps whoever has no command line."""
    key = KINDS.get(problem.kind)
    return say(key) if key else problem.plain
