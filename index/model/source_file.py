"""The state of a source file as a library remembers it, so that an unchanged file is not read again."""

from dataclasses import dataclass

from index.model.article import Article
from index.model.report import Problem

# The database of a library in its folder; a folder with such a file is never read as articles.
LIBRARY_FILE = "library.sqlite"


@dataclass(frozen=True, slots=True)
class FileState:
    """The state of a file, which decides which articles it yields.

    `origin` is its absolute path, `size` counts bytes, `digest` is the SHA-256 of its content, and `reader`
    stands for all that reads it: code, libraries, format and limits. Times do not matter: a file copied
    anew is the same, and one changed twice within a clock's tick is not.
    """

    origin: str
    size: int
    digest: bytes
    reader: bytes


@dataclass(frozen=True, slots=True)
class FileRead:
    """Marks the end of one source in a stream of articles and problems.

    `place` is how problems name it. `state` is None where it must be read again next time: what is no file,
    and what changed while it was read. A `skipped` one was not read, since it is as the library knows it.
    """

    place: str
    state: FileState | None = None
    skipped: bool = False


# The items that reading sources yields, one source after another.
ReadItem = Article | Problem | FileRead
