"""Fetching pages one after another; the client loads aiohttp, so it is imported only when it is needed."""

import asyncio
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.fetching.page import NO_VALIDATORS, PUBLIC, FetchedPage, FetchError, Guard, Validators
from index.model.limits import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from index.fetching.robots import Rules

_GRACE_S = 1.0  # for ending what ran out of time


@dataclass(slots=True)
class Fetcher:
    """Fetches pages one after another, or at the same time from one event loop; remembers each robots.txt."""

    limits: Limits = DEFAULT_LIMITS
    guard: Guard = PUBLIC
    robots: "dict[str, Rules]" = field(default_factory=dict)

    async def get(self, url: str, known: Validators = NO_VALIDATORS) -> FetchedPage:
        """Fetch a page. Raises FetchError, as NotModifiedError where it is as `known`."""
        from index.fetching.client import Visit  # noqa: PLC0415  aiohttp takes 0.2 s to load

        async with Visit(self.limits, self.guard, self.robots) as visit:
            return await visit.page(url, known)

    def fetch(self, url: str, known: Validators = NO_VALIDATORS) -> FetchedPage:
        """Fetch a page and wait for it. Raises FetchError, as `get` does."""
        outcome: list[FetchedPage | BaseException] = []

        def run() -> None:
            try:
                outcome.append(asyncio.run(self.get(url, known)))
            except BaseException as error:  # noqa: BLE001  raised again by the thread that waits
                outcome.append(error)

        # A thread of its own, since this one may have a loop, and since a name server that does not answer
        # holds up the end of a loop but need not hold up the caller.
        thread = threading.Thread(target=run, name="fetch", daemon=True)
        thread.start()
        thread.join(self.limits.seconds + _GRACE_S)
        if not outcome:
            raise FetchError(
                f"took longer than {self.limits.seconds:g} s",
                f"try again, or {self.limits.remedy('seconds')}",
            )
        result = outcome[0]
        if isinstance(result, BaseException):
            raise result
        return result
