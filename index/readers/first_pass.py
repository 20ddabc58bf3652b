"""The first of two passes over files that are read together: counts the lines that their texts share.

Only plain text counts, since the other readers tell furniture by markup or take records as they are, and of
it only what is no larger than a page. Whatever is wrong with a file is said when it is read.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from index.cleaning import Batch, unwrapped
from index.model.limits import MIB
from index.readers.detect import NoReaderError, kind_of
from index.readers.sources import files_in, open_file
from index.text.encoding import NotTextError, decode
from index.text.lines import HEAD

# A text with more bytes is no single page; its lines are cleaned with the rest but tell nothing.
LARGEST = MIB
TEXT = "txt"
_BY_CONTENT = "auto"


def count_files(sources: Sequence[str | Path], chosen: str) -> Batch:
    """Return what the text files among `sources` and in their folders have in common.

    Addresses and standard input are passed over, and a single file has nothing in common with others. Files
    are held one at a time, and of their lines only what `Batch` keeps.
    """
    batch = Batch()
    if len(sources) > 1 or any(map(_is_folder, sources)):
        for data, name in _small_files(map(Path, sources)):
            count(batch, data, name, chosen)
    return batch


def count(batch: Batch, data: bytes, name: str, chosen: str) -> None:
    """Count the lines of one file's bytes, if it is plain text."""
    try:
        if not data.strip() or (kind_of(data[:HEAD], name) if chosen == _BY_CONTENT else chosen) != TEXT:
            return
        text = decode(data, mend=False).text
    except (NoReaderError, NotTextError):
        return
    batch.add(unwrapped(text.replace("\r\n", "\n").replace("\r", "\n")))


def _is_folder(source: str | Path) -> bool:
    try:
        return Path(source).is_dir()
    except OSError:  # an address may be too long for a name
        return False


def _small_files(paths: Iterable[Path]) -> Iterator[tuple[bytes, str]]:
    for path in paths:
        for found in files_in(path):
            if not isinstance(found, Path):
                continue
            try:
                with open_file(found) as file:
                    data = file.read(LARGEST + 1)
            except (OSError, ValueError):
                continue
            if len(data) <= LARGEST:
                yield data, found.name
