"""Documents in formats whose parsers run apart: what goes to them, and what all of them share."""

import re
from dataclasses import dataclass, field

from index.model.errors import ToldError
from index.model.limits import DEFAULT_LIMITS, Limits
from index.text.same_words import same_words as same_words  # noqa: PLC0414  parsers of documents share it

_WORD = re.compile(r"\w+")


class UnreadableError(ToldError):
    """The document cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file as bytes, and what is known of it: parsers never see a path, and open no address.

    `url` is the address it was fetched from and `charset` what the server said about it, or "".
    """

    data: bytes
    url: str = ""
    charset: str = ""
    limits: Limits = field(default=DEFAULT_LIMITS)


def checked_length(text: str, limits: Limits) -> str:
    """Return `text`; raises TooMuchError where an article may not be so long."""
    if len(text) > limits.text_characters:
        raise limits.exceeded("text_characters", "its text has", "split it")
    return text


def mentions(text: str, name: str) -> bool:
    """Whether `text` has the words of `name` in a row."""
    return f" {_words(name)} " in f" {_words(text)} "


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))
