"""The settings that a library is created with and keeps."""

from dataclasses import dataclass

# About 150 English words: three to eight sentences, of which a Discord card can show three.
PASSAGE_TOKENS = 200


@dataclass(frozen=True, slots=True)
class LibrarySettings:
    """What decides how articles are cut and read; the same for a whole library."""

    language: str
    passage_tokens: int
