"""Which articles a question is asked of, and the threads in which they are searched."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import ParamSpec, TypeVar

from index import Answer, Library

# Two seconds of the ten that a question may take are left for Discord.
SEARCH_SECONDS = 8.0
THREADS = 4

P = ParamSpec("P")
T = TypeVar("T")


class SlowSearchError(Exception):
    """Finding an answer took longer than a person should wait."""


@asynccontextmanager
async def patience() -> AsyncIterator[None]:
    """Give what is done within as long as a person should wait, then raise SlowSearchError."""
    try:
        async with asyncio.timeout(SEARCH_SECONDS):
            yield
    except TimeoutError:
        raise SlowSearchError(f"no answer within {SEARCH_SECONDS:g} s") from None


class Servers:
    """The library that every server shares. The event loop never waits for it: all work is in threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="library")
        self._library: Library | None = None

    async def open(self) -> None:
        """Open the library, or lay out an empty one; raises LibraryError."""
        self._library = await self._run(Library.open, self._path)

    async def close(self) -> None:
        """Close the library once the searches that still run are done."""
        await asyncio.to_thread(self._threads.shutdown, cancel_futures=True)
        library, self._library = self._library, None
        if library is not None:
            await asyncio.to_thread(library.close)

    async def search(self, question: str) -> Answer:
        """Return what answers `question`."""
        return await self._run(self._opened.search, question)

    async def is_empty(self) -> bool:
        """Whether there is no article to search at all."""
        return await self._run(len, self._opened) == 0

    @property
    def _opened(self) -> Library:
        if self._library is None:
            raise RuntimeError("the library is closed")
        return self._library

    async def _run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: work(*args, **kwargs))
