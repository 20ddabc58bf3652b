"""What reading one source may cost."""

from dataclasses import dataclass, fields

MIB = 1024 * 1024


class TooMuchError(Exception):
    """A source exceeds one of its `Limits`; the message says which, and the remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one source may cost; a source that exceeds one of these fails, alone.

    `file_bytes` bounds a document, feed or archive as it stands; JSONL, JSON and CSV are read record by
    record, so for these `record_bytes` bounds one of them and the file may have any size.
    `text_characters` bounds the text of one article, `unpacked_bytes` what an archive or a Word file
    unpacks to, `archive_files` how many files an archive holds, `pages` a PDF. `seconds` and
    `memory_bytes` bound what reading one document takes, and `seconds` also fetching one address.

    Raises ValueError when one of them is not above 0.
    """

    file_bytes: int = 32 * MIB
    record_bytes: int = 4 * MIB
    text_characters: int = 2_000_000
    unpacked_bytes: int = 128 * MIB
    archive_files: int = 2_000
    pages: int = 2_000
    seconds: float = 20.0
    memory_bytes: int = 192 * MIB

    def __post_init__(self) -> None:
        for field in fields(self):
            if getattr(self, field.name) <= 0:
                raise ValueError(f"{field.name} must be above 0; leave it out to keep the default")

    def exceeded(self, name: str, what: str, remedy: str) -> TooMuchError:
        """Return the error for a source that `what` ("has", "unpacks to") more than the limit `name`."""
        bound = getattr(self, name)
        unit = name.rpartition("_")[2]
        whole = unit == "bytes" and bound >= MIB
        shown = f"{bound / MIB:.4g} MB" if whole else f"{bound:,} {unit}"
        return TooMuchError(f"{what} more than {shown}; {remedy}, or raise the limit {name}")


DEFAULT_LIMITS = Limits()
