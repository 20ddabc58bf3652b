"""What a library is made with and keeps."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LibrarySettings:
    """What decides how articles are cut and read; the same for a whole library."""

    language: str
    passage_tokens: int
