"""Fetching what an address leads to, without being led anywhere else.

The client loads aiohttp, so it is imported only when something is fetched.
"""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.model.limits import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from index.fetching.robots import Rules

# The addresses of a name, for connections to a port.
Resolve = Callable[[str, int], Awaitable[list[str]]]
_GRACE_S = 1.0  # for ending what ran out of time


class FetchError(Exception):
    """Nothing was fetched; the message says why, and the remedy."""


class NotModifiedError(FetchError):
    """The page is as it was when these `Validators` were given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server said of a page, so that it need not send the same once more; "" is nothing."""

    etag: str = ""
    modified: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """The headers of a request that asks for changes alone."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """What may be reached beyond the public internet's ports 80 and 443: nothing, unless it is named here.

    `allow` holds pairs of an IP address and a port, for tests and for an intranet that the operator trusts.
    `lookup` replaces the system's way from names to addresses; its answers are checked like any.
    """

    allow: frozenset[tuple[str, int]] = frozenset()
    lookup: Resolve | None = None


PUBLIC = Guard()


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedPage:
    """What was fetched: where from after all redirects, its bytes unpacked, and what the server calls it."""

    url: str
    data: bytes
    content_type: str
    charset: str
    validators: Validators = Validators()


@dataclass(slots=True)
class Fetcher:
    """Fetches pages one after another, or at the same time from one event loop; remembers each robots.txt."""

    limits: Limits = DEFAULT_LIMITS
    guard: Guard = PUBLIC
    robots: "dict[str, Rules]" = field(default_factory=dict)

    async def get(self, url: str, known: Validators = Validators()) -> FetchedPage:
        """Fetch a page. Raises FetchError, as NotModifiedError where it is as `known`."""
        from index.fetching.client import Visit  # noqa: PLC0415  aiohttp takes 0.2 s to load

        async with Visit(self.limits, self.guard, self.robots) as visit:
            return await visit.page(url, known)

    def fetch(self, url: str, known: Validators = Validators()) -> FetchedPage:
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
                f"took longer than {self.limits.seconds:g} s; try again, or {self.limits.remedy('seconds')}"
            )
        result = outcome[0]
        if isinstance(result, BaseException):
            raise result
        return result
