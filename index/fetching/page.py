"""The values of fetching: which addresses may be reached, a fetched page, and the errors."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from index.model.errors import ToldError

# The addresses of a name, for connections to a port.
Resolve = Callable[[str, int], Awaitable[list[str]]]


class FetchError(ToldError):
    """Nothing was fetched."""


class NotModifiedError(FetchError):
    """The page is as it was when these `Validators` were given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """A page's ETag and Last-Modified, so that the server need not send the same again; "" for none."""

    etag: str = ""
    modified: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """The headers of a request that asks for changes alone."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in named.items() if value}


# Whatever the page is now.
NO_VALIDATORS = Validators()


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
