r"""A library's own synonyms, in Solr's format (lucene.apache.org, SolrSynonymParser).

    # Equal in meaning: whoever asks for one finds all.
    ISIS, ISIL, Daesh, Islamic State
    # One way: whoever asks for the left finds the right instead.
    Big Blue => IBM

Entries may be of several words. Lines add to each other: with `a, b` and `b, c`, b finds all three, a finds a
and b. A backslash before a comma, a backslash or => takes its meaning away.
"""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from index.model.errors import LibraryError
from index.storage.durable_file import sync_folder

# Its name in a library's folder.
FILE_NAME = "synonyms.txt"
ARROW = "=>"
# The most entries of one line: each is kept with all that it finds, the square of their number.
_MOST_ENTRIES = 500
_BREAK = re.compile(r"(\\.|,|=>)")

Phrase = tuple[str, ...]
Analyze = Callable[[str], Sequence[str]]


class SynonymsError(LibraryError):
    """A file of synonyms cannot be read as it stands; a line for each place, with its remedy."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class SynonymRule:
    """One or more neighbouring terms of a question, and the phrases that a passage may hold for them.

    `meant` starts with `phrase` itself, unless a rule says to look for something else instead.
    """

    phrase: Phrase
    meant: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Synonym rules by their left side: each phrase of terms with all phrases that are meant by it.

    `longest` is the number of terms of the longest phrase.
    """

    meant: dict[Phrase, tuple[Phrase, ...]]
    longest: int

    @classmethod
    def read(cls, path: Path, analyze: Analyze) -> Self:
        """Return the synonyms in the file at `path`; raise SynonymsError or OSError if it cannot be read."""
        return cls.parse(_decoded(path.read_bytes(), path), analyze, origin=str(path))

    @classmethod
    def parse(cls, text: str, analyze: Analyze, origin: str = "synonyms.txt") -> Self:
        """Return the synonyms in `text`; raise SynonymsError, naming every line that is wrong.

        `analyze` makes terms of an entry, the same as of questions; `origin` stands before the line's number.
        """
        # Dictionaries keep the order and say at once what they hold.
        meant: dict[Phrase, dict[Phrase, None]] = {}
        problems = []
        for number, line in enumerate(text.splitlines(), start=1):
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            try:
                for phrase, found in _rules(line, analyze):
                    meant.setdefault(phrase, {}).update(dict.fromkeys(found))
            except ValueError as error:
                problems.append(f"{origin}:{number}: {error}")
        if problems:
            raise SynonymsError(problems)
        # The phrase itself comes first where it is meant at all.
        ordered = {phrase: tuple(sorted(found, key=phrase.__ne__)) for phrase, found in meant.items()}
        return cls(ordered, max(map(len, ordered), default=0))

    def match(self, terms: Sequence[str]) -> list[SynonymRule]:
        """Return a rule for each term of a question in their order, one for all terms of a known phrase.

        From left to right, the longest phrase wins, as in Solr. Stop words must still be among the terms.
        """
        rules = []
        place = 0
        while place < len(terms):
            for length in range(min(self.longest, len(terms) - place), 0, -1):
                phrase = tuple(terms[place : place + length])
                if phrase in self.meant:
                    break
            else:
                phrase = (terms[place],)
            rules.append(SynonymRule(phrase, self.meant.get(phrase, (phrase,))))
            place += len(phrase)
        return rules


def _rules(line: str, analyze: Analyze) -> Iterator[tuple[Phrase, list[Phrase]]]:
    """Yield each phrase of a line with those that are meant by it."""
    sides = _split(line)
    if len(sides) > len(("left", "right")):
        raise ValueError(f'"{ARROW}" stands there twice; give each rule a line of its own')
    if sum(map(len, sides)) > _MOST_ENTRIES:
        raise ValueError(
            f"it has more than {_MOST_ENTRIES} entries, each of which finds all; leave out the rarest"
        )
    phrases = [[_phrase(entry, analyze) for entry in side] for side in sides]
    left, right = phrases[0], phrases[-1]
    if len(sides) == 1 and len(set(left)) == 1:
        if len(left) == 1:
            raise ValueError(
                'one entry alone; put its synonyms behind it, with commas between, or "#" before a remark'
            )
        raise ValueError("its entries are all the same to the search; remove the line")
    for phrase in dict.fromkeys(left):
        yield phrase, list(dict.fromkeys(right))


def _split(line: str) -> list[list[str]]:
    """Return the entries on each side of the arrow, with escapes undone."""
    pieces: list[list[list[str]]] = [[[]]]
    for part in _BREAK.split(line):
        if part == ARROW:
            pieces.append([[]])
        elif part == ",":
            pieces[-1].append([])
        elif _BREAK.fullmatch(part):
            pieces[-1][-1].append(part[1:])
        elif part.endswith("\\"):
            raise ValueError("a backslash ends the line; remove it, or write two for a backslash")
        else:
            pieces[-1][-1].append(part)
    sides = [["".join(entry) for entry in side] for side in pieces]
    for place, side in zip(("left", "right"), sides, strict=False):
        if len(sides) > 1 and not any(entry.strip() for entry in side):
            raise ValueError(f'nothing stands on the {place} of "{ARROW}"; name what is meant there')
    return sides


def _phrase(entry: str, analyze: Analyze) -> Phrase:
    if not entry.strip():
        raise ValueError("an entry is empty; remove the comma too many")
    terms = tuple(analyze(entry))
    if not terms:
        raise ValueError(f'"{entry.strip()}" holds no word to search for; remove it')
    return terms


def _decoded(data: bytes, path: Path) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SynonymsError([f"{path}:{line}: not in UTF-8; save the file in that encoding"]) from None


class SynonymsFile:
    """A file of synonyms, read again whenever it has changed. Safe to share between threads."""

    def __init__(self, path: Path, analyze: Analyze) -> None:
        self._path = path
        self._analyze = analyze
        self._read: tuple[tuple[int, int, int], Synonyms] | None = None

    def current(self) -> Synonyms | None:
        """Return the synonyms as they are now; None without a file. Raises SynonymsError or OSError."""
        try:
            status = self._path.stat()
        except FileNotFoundError:
            return None
        # A new file in its place has another number, even within a clock's tick.
        version = status.st_mtime_ns, status.st_size, status.st_ino
        # One assignment: another thread sees the old pair or the new one.
        if self._read is None or self._read[0] != version:
            self._read = version, Synonyms.read(self._path, self._analyze)
        return self._read[1]

    def text(self) -> str | None:
        """Return the file as it stands; None without one. Raises SynonymsError or OSError."""
        try:
            return _decoded(self._path.read_bytes(), self._path)
        except FileNotFoundError:
            return None

    def install(self, source: Path) -> Synonyms:
        """Put a copy of `source` in the file's place, at once and for good, and return what it says.

        Only one caller may do so at a time. Raises SynonymsError or OSError, and then changes nothing.
        """
        data = source.read_bytes()
        # What is copied is what was checked, whatever happens to the source meanwhile.
        checked = Synonyms.parse(_decoded(data, source), self._analyze, origin=str(source))
        new = self._path.with_name(f"{self._path.name}.new")
        with new.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self._path)
        sync_folder(self._path.parent)
        return checked

    def remove(self) -> bool:
        """Delete the file and return whether it was there. Raises OSError."""
        try:
            self._path.unlink()
        except FileNotFoundError:
            return False
        sync_folder(self._path.parent)
        return True
