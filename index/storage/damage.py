"""Lets a search go on without damaged articles, and names a damaged segment."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from index.model.answer import Answer
from index.model.errors import DamagedArticleError, LibraryError
from index.storage.durable_file import refuse_changed
from index.storage.snapshot import Snapshot

log = logging.getLogger(__name__)

# Each try leaves out at least one more; a library that is damaged in more places needs its check first.
_TRIES = 8


def around_damage(answer: Callable[[Sequence[int]], Answer]) -> Answer:
    """Return the answer without the damaged articles; `answer` gets the numbers of those to leave out.

    Where nothing else answers, DamagedArticleError is raised: "nothing found" would not be true.
    """
    damaged: dict[int, str] = {}
    for _ in range(_TRIES):
        try:
            found = answer(tuple(damaged))
        except DamagedArticleError as error:
            if damaged.keys() >= set(error.numbers):
                raise
            log.error("Left out of an answer: %s", error)  # noqa: TRY400  the line says all
            damaged.update(zip(error.numbers, error.names, strict=True))
            continue
        if damaged and not found.found:
            break
        return replace(found, damaged=tuple(damaged.values()))
    raise DamagedArticleError(tuple(damaged), tuple(damaged.values()))


@contextmanager
def blaming(snapshot: Snapshot) -> Iterator[None]:
    """Raise DamageError that names the damaged segment when what is read there makes no sense.

    Opening a segment reads its first line only. An error that a whole one caused as well goes on as it is.
    """
    try:
        yield
    except LibraryError:
        raise
    except (ArithmeticError, LookupError, MemoryError, TypeError, ValueError) as error:
        for row, live in zip(snapshot.rows, snapshot.segments, strict=True):
            try:
                refuse_changed(live.segment.path, row.checksum)
            except FileNotFoundError:
                continue  # a merge has taken it away
            except LibraryError as damage:
                raise damage from error
        raise
