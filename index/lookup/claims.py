"""Finds the sentences of a message that are worth a search, as claims to check."""

import re
from collections.abc import Callable, Sequence

from index.analysis.sentences import sentences

MOST_CLAIMS = 5
# A sentence of fewer terms, stop words aside, claims nothing that articles could bear out.
_FEWEST_TERMS = 2
# What no article has: code, addresses, mentions, time stamps and emoji of a chat.
_NOT_SAID = re.compile(
    r"```.*?(?:```|\Z)|`[^`\n]+`|<[^<>\s]{1,200}>|\[\[[^\]\n]{1,100}\]\]"
    r"|\b(?:https?://|www\.)[^\s<>]+|(?<!\w)@(?:everyone|here)\b",
    re.DOTALL | re.IGNORECASE,
)
_LINK = re.compile(r"\[([^\]\n]*)\]\((?:https?://)[^)\s]*\)")
# Signs at a line's beginning that set it off: quotes, headings, lists.
_MARGIN = re.compile(r"^[ \t]*(?:(?:>{1,3}|#{1,3}|-#|[-*+\u2022]|\d{1,2}[.)])[ \t]+)+", re.MULTILINE)
_EMPHASIS = re.compile(r"(\*{1,3}|__|~~|\|\|)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
# English only: in other languages a greeting is searched for, and finds nothing.
_GREETING = re.compile(
    r"(?:(?:hi|hey|hello|hiya|yo|good (?:morning|afternoon|evening|night|day)|greetings|welcome|thanks"
    r"|thank you|thx|cheers|please|lol|lmao|haha+|ok|okay|wow|sorry|bye|see you|congrat(?:s|ulations))\b"
    r"(?:[\s,!.]+(?:to |for )?(?:all|everyone|everybody|folks|guys|there|again|you|so much|a lot"
    r"|in advance))*[\s,!.:;\u2013\u2014-]*)+",
    re.IGNORECASE,
)


def claims_in(
    text: str, terms: Callable[[str], Sequence[str]], *, language: str = "en", limit: int = MOST_CLAIMS
) -> list[str]:
    """Return the sentences of the message `text` that are worth a search, in order, at most `limit`.

    Code, addresses, mentions and marks are left out, and so are greetings; questions are kept. `terms`
    gives what the search makes of a sentence; when there are more than `limit`, those with most terms are
    kept. `language` is an ISO 639-1 code for the rules of abbreviations.
    """
    plain = _plain(text)
    found: dict[str, int] = {}
    for start, end in sentences(plain, language):
        sentence = " ".join(plain[start:end].split())
        sentence = sentence[_end_of_greeting(sentence) :]
        count = len(terms(sentence))
        if count >= _FEWEST_TERMS:
            found.setdefault(sentence, count)
    kept = sorted(found, key=lambda sentence: -found[sentence])[: max(0, limit)]
    return [sentence for sentence in found if sentence in kept]


def _plain(text: str) -> str:
    """Return the message as it would be said aloud."""
    text = _LINK.sub(r"\1", text)
    text = _MARGIN.sub("", _NOT_SAID.sub(_gap, text))
    return _EMPHASIS.sub(r"\2", text)


def _gap(left_out: re.Match[str]) -> str:
    return "\n\n" if "\n" in left_out[0] else " "


def _end_of_greeting(sentence: str) -> int:
    match = _GREETING.match(sentence)
    return match.end() if match else 0
