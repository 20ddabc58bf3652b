"""The limits of what reading one source may cost."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, Self

from index.model.errors import ToldError

MIB = 1024 * 1024
# The most that a limit can be: what the system's calls take, and more than any file has or any reading lasts.
MOST = 2**50
MOST_SECONDS = 10**9
# Digits may stand in groups of three; "1,5" is none of one and a half.
_AMOUNT = re.compile(r"(?P<number>(?:\d{1,3}(?:[_,]\d{3})+|\d+)(?:\.\d+)?)\s*(?P<unit>[A-Za-z]*)", re.ASCII)
# As the messages count them: a megabyte is 1024 times 1024 bytes.
_UNITS = {
    "": 1,
    **dict.fromkeys(("k", "kb", "kib"), 1024),
    **dict.fromkeys(("m", "mb", "mib"), MIB),
    **dict.fromkeys(("g", "gb", "gib"), 1024 * MIB),
}


class TooMuchError(ToldError):
    """A source exceeds one of its `Limits`; the reason says which, the command how to raise it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one source may cost; a source that exceeds one of these fails, alone.

    `file_bytes` bounds a document, feed or archive as it stands; JSONL, JSON and CSV are read record by
    record, so for these `record_bytes` bounds one of them and the file may have any size.
    `text_characters` bounds the text of one article, `unpacked_bytes` what an archive or a Word file
    unpacks to, `archive_files` how many files an archive holds, `pages` a PDF. `seconds` and
    `memory_bytes` bound what reading one document takes, and `seconds` also fetching one address.

    Raises ValueError when one of them is not above 0, or higher than a system can be asked for.
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
            value, most = getattr(self, field.name), _most(field.name)
            if not 0 < value <= most:
                raise ValueError(
                    f"{field.name} must be above 0 and at most {written(field.name, most)}; "
                    "leave it out to keep the default"
                )

    @classmethod
    def of(cls, settings: Iterable[str]) -> Self:
        """Return the defaults with these changed, each written "name=value"; bytes may be written "300MB".

        Raises ValueError for an unknown name and for a value that is none.
        """
        return cls(**dict(map(_setting, settings)))

    def exceeded(self, name: str, what: str, remedy: str) -> TooMuchError:
        """Return the error for a source that `what` ("has", "unpacks to") more than the limit `name`."""
        bound = getattr(self, name)
        unit = name.rpartition("_")[2]
        megabytes = f"{bound / MIB:,.2f}".rstrip("0").rstrip(".")
        shown = f"{megabytes} MB" if unit == "bytes" and bound >= MIB else f"{bound:,} {unit}"
        return TooMuchError(f"{what} more than {shown}", remedy, command=self.remedy(name))

    def remedy(self, name: str) -> str:
        """Return how to raise the limit `name`, with twice its value as an example that `of` takes."""
        twice = min(2 * getattr(self, name), _most(name))
        return f"raise the limit {name} (--limit {name}={written(name, twice)})"


def written(name: str, value: float) -> str:
    """Return a value of the limit `name` as `Limits.of` reads it."""
    if name.endswith("_bytes") and value % MIB == 0:
        return f"{int(value) // MIB}MB"
    # Without an exponent, and without rounding.
    return f"{Decimal(repr(value)):f}".removesuffix(".0")


def _most(name: str) -> int:
    return MOST_SECONDS if name == "seconds" else MOST


def _setting(written: str) -> tuple[str, Any]:
    name, _, value = written.partition("=")
    name = name.strip()
    names = [field.name for field in fields(Limits)]
    if name not in names:
        raise ValueError(f'no limit "{name}"; choose among: {", ".join(names)}')
    amount = _AMOUNT.fullmatch(value.strip())
    unit = _UNITS.get(amount["unit"].lower()) if amount else None
    if amount is None or unit is None or (unit > 1 and not name.endswith("_bytes")):
        example = f"{name}={'300MB' if name.endswith('_bytes') else '60'}"
        raise ValueError(f'"{value}" is no value for the limit {name}; write for example {example}')
    number = Decimal(amount["number"].replace("_", "").replace(",", "")) * unit
    if name == "seconds":
        return name, float(number)
    if unit == 1 and number != int(number):
        raise ValueError(f'"{value}" is no value for the limit {name}; write a whole number')
    # Beyond what is allowed, how much does not matter, and int() would be slow.
    return name, int(min(number, Decimal(MOST + 1)))


DEFAULT_LIMITS = Limits()
