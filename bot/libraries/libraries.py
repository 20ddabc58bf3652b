"""The libraries behind the bot: each server's own and the operator's, and the threads that search them."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from bot.libraries.merged_hits import MergedAnswer, merge
from bot.libraries.open_libraries import OpenLibraries
from bot.libraries.scopes import OWN, Scope
from bot.scheduling.deadlines import within as in_time
from bot.scheduling.fair_queue import FairThreads
from bot.scheduling.presence import Presence
from bot.settings import MAIN, Settings
from bot.state.answers import NO_GUILD
from index import (
    Answer,
    Context,
    DamagedArticleError,
    Library,
    LibraryError,
    Suggestion,
    UnknownArticleError,
    UnknownPassageError,
    outlet_counts,
)

READERS = 2  # Python runs one at a time; with four, the event loop waits twice as long for its turn
TYPISTS = 2
# Adding may take minutes: those who ask never wait behind it.
WRITERS = 2
# For each kind of work, how many threads a server has at a time, and how many of its turns may wait.
PER_SERVER = 1
WAITING = 32
# A card shows up to three at a time; these are what its pages hold.
HITS = 9
FOLDER = "servers"

T = TypeVar("T")


class Libraries:
    """All libraries of the bot. The event loop never waits for them: all work is in threads.

    Reading keeps to the deadline of who asks, and raises SlowSearchError when that is over.
    """

    def __init__(self, settings: Settings) -> None:
        self._own = settings.data / FOLDER
        self._offered = settings.offered
        self._open_libraries = OpenLibraries()
        presence = Presence()
        self._readers = _threads(READERS, "library", presence)
        self._typists = _threads(TYPISTS, "library-suggestions", presence)
        self._writers = _threads(WRITERS, "library-writer", presence)

    @property
    def offered(self) -> tuple[str, ...]:
        """The names of the libraries that the operator shares."""
        return tuple(self._offered)

    def own_folder(self, guild: int) -> Path:
        """Return where a server's own library stands, or would stand."""
        return self._own / str(guild)

    async def open(self) -> None:
        """Open the shared libraries, creating the main one where it is missing; raises LibraryError."""
        await asyncio.to_thread(self._open)

    async def close(self) -> None:
        """Close all libraries once the work that is under way is done."""
        for threads in (self._readers, self._typists, self._writers):
            await threads.close()
        await asyncio.to_thread(self._open_libraries.close)

    async def close_idle(self) -> None:
        """Close the libraries that nobody has used for a while."""
        # In no server's turn: a library waits for its merge before it closes.
        await asyncio.to_thread(self._open_libraries.close_idle)

    async def search(
        self,
        scope: Scope,
        question: str,
        *,
        outlet: str | None = None,
        after: date | None = None,
        before: date | None = None,
        within: Mapping[str, Sequence[str]] | None = None,
    ) -> MergedAnswer:
        """Return what answers `question` in the libraries of `scope`, at most HITS passages.

        A library in which only damaged articles answer costs the others' answers nothing. Raises
        DamagedArticleError when no other has any.

        `within` names articles by library: when one of these answers, the others are not asked.
        """

        def search(library: Library, articles: Sequence[str]) -> Answer:
            return library.search(
                question, HITS, outlet=outlet, after=after, before=before, articles=articles
            )

        def work() -> MergedAnswer:
            known = {name: ids for name, ids in (within or {}).items() if ids and name in scope.libraries}
            if known:
                with suppress(DamagedArticleError):
                    first = self._merged(scope, question, known, search)
                    if first.found:
                        return first
            return self._merged(scope, question, dict.fromkeys(scope.libraries, ()), search)

        return await in_time(self._readers.run(scope.queue_key, work))

    def _merged(
        self,
        scope: Scope,
        question: str,
        chosen: Mapping[str, Sequence[str]],
        search: Callable[[Library, Sequence[str]], Answer],
    ) -> MergedAnswer:
        """Return what the libraries in `chosen` answer, from the articles that it names; () for all."""
        answers: dict[str, Answer] = {}
        unread: list[DamagedArticleError] = []
        empty = True
        for name, articles in chosen.items():
            with self._borrow(scope, name) as library:
                if library is None:
                    continue
                empty = empty and len(library) == 0
                try:
                    answers[name] = search(library, articles)
                except DamagedArticleError as error:
                    unread.append(error)
        merged = merge(question, answers, HITS, empty=empty)
        if unread and not merged.found:
            # "Nothing found" would not be true.
            raise unread[0]
        return replace(merged, damaged=merged.damaged + sum(len(error.names) for error in unread))

    async def outlets(self, scope: Scope) -> list[str]:
        """Return the names of the outlets in the libraries of `scope`, those with most articles first."""

        def count() -> list[str]:
            counts: Counter[str] = Counter()
            for name in scope.libraries:
                with self._borrow(scope, name) as library:
                    if library is not None:
                        counts.update(dict(library.lookup.outlets()))
            return [name for name, _ in outlet_counts(counts)]

        return await in_time(self._typists.run(scope.queue_key, count))

    async def read(self, scope: Scope, name: str, work: Callable[[Library], T]) -> T | None:
        """Return what `work` makes of one library of `scope` in a thread; None when there is none yet.

        Raises KeyError when the library does not belong to the scope.
        """

        def use() -> T | None:
            with self._borrow(scope, name) as library:
                return None if library is None else work(library)

        return await in_time(self._readers.run(scope.queue_key, use))

    async def every(self, scope: Scope, work: Callable[[Library], T]) -> dict[str, T]:
        """Return what `work` makes of each library of `scope` that there is, by name, in a thread."""
        return await in_time(self._readers.run(scope.queue_key, lambda: self._each(scope, work)))

    async def suggest(self, scope: Scope, typed: str) -> dict[str, list[Suggestion]]:
        """Return what `typed` may be the beginning of in each library, by name.

        People see it while they type, so that it never waits behind searches.
        """
        return await in_time(
            self._typists.run(
                scope.queue_key, lambda: self._each(scope, lambda library: library.lookup.suggest(typed))
            )
        )

    def _each(self, scope: Scope, work: Callable[[Library], T]) -> dict[str, T]:
        made: dict[str, T] = {}
        for name in scope.libraries:
            with self._borrow(scope, name) as library:
                if library is not None:
                    made[name] = work(library)
        return made

    async def write(self, guild: int, work: Callable[[Library], T], *, began: bool = False) -> T:
        """Return what `work` makes of a server's own library, which is laid out when it is the first time.

        `began` says that this goes on with what got its turn before, and which is not refused half-way.

        Shared libraries are read-only: there is no way to write to one from here.
        """
        if guild == NO_GUILD:
            raise KeyError("only a server has a library of its own")

        def use() -> T:
            with self._open_libraries.borrow(self.own_folder(guild)) as library:
                return work(library)

        # Whoever adds or removes is shown how far that is; it is not given up half-way.
        return await self._writers.run(guild, use, began=began)

    async def around(self, scope: Scope, name: str, passage_id: str) -> Context | None:
        """Return a passage with its neighbours, or None when it was removed or its text was changed."""
        try:
            return await self.read(scope, name, lambda library: library.lookup.context(passage_id))
        except (UnknownArticleError, UnknownPassageError):
            return None

    @contextmanager
    def _borrow(self, scope: Scope, name: str) -> Iterator[Library | None]:
        if name not in scope.libraries:
            raise KeyError(f"{name!r} is no library of this scope")
        folder = self.own_folder(scope.guild) if name == OWN else self._offered[name]
        # A server that has added nothing yet gets no folder for being asked.
        if name == OWN and not Library.stands_in(folder):
            yield None
            return
        with self._open_libraries.borrow(folder) as library:
            yield library

    def _open(self) -> None:
        for name, folder in self._offered.items():
            if name != MAIN and not Library.stands_in(folder):
                raise LibraryError(
                    f"PULLQUOTE_SHARED: there is no library in {folder}; build it with "
                    f"`pullquote add --library {folder}`, or take {name} out"
                )
            with self._open_libraries.borrow(folder):
                pass


def _threads(number: int, name: str, presence: Presence) -> FairThreads:
    return FairThreads(number, per_server=PER_SERVER, waiting=WAITING, name=name, presence=presence)
