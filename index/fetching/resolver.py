"""Where aiohttp may connect to: addresses that were checked, and these very ones."""

import asyncio
import socket

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from index.fetching.ip_ranges import odd_host, refusal
from index.fetching.page import FetchError, Guard

_PORTS = frozenset((80, 443))


class RefusedError(OSError):
    """An address may not be reached; an OSError, since aiohttp expects no other from where it is raised."""


class CheckedResolver(AbstractResolver):
    """Turns names into addresses and makes the sockets, for one visit.

    A name is looked up anew for each connection, aiohttp connects to nothing but what `resolve` returned, and
    `new_socket` sees the address of each connection just before it is made. `refused` says why one was not
    made, or is empty.
    """

    def __init__(self, guard: Guard) -> None:
        self.refused = ""
        self._guard = guard
        self._sockets: list[socket.socket] = []

    def check_url(self, url: URL) -> None:
        """Raise FetchError when `url` itself shows that it may not be fetched."""
        if url.scheme not in {"http", "https"}:
            raise FetchError(f"leads to {url.scheme or 'no'} address", "only http and https are fetched")
        if url.user or url.password:
            raise FetchError("holds a user name or password", "save the page and add the file")
        odd = odd_host(url.raw_host or "")
        if odd:
            raise FetchError(odd)
        if url.port not in _PORTS | {port for _, port in self._guard.allow}:
            raise FetchError(f"leads to port {url.port}", "only 80 and 443 are fetched from")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the addresses of `host`. Raises RefusedError when one of them may not be reached."""
        addresses = await self._lookup(host, port, family)
        for address in addresses:
            self._check(address, port)
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in addresses
        ]

    async def close(self) -> None:
        """Let go of nothing."""

    def new_socket(self, info: aiohttp.AddrInfoType) -> socket.socket:
        """Make the socket for one connection. Raises RefusedError when it may not be made."""
        family, kind, protocol, _, address = info
        self._check(str(address[0]), int(address[1]))
        made = socket.socket(family, kind, protocol)
        self._sockets.append(made)
        return made

    def check_peers(self) -> None:
        """Raise RefusedError if a connection ended anywhere that may not be reached."""
        for peer in filter(None, map(_peer, self._sockets)):
            self._check(*peer)

    def _check(self, address: str, port: int) -> None:
        if (address, port) in self._guard.allow:
            return
        reason = refusal(address)
        if reason or port not in _PORTS:
            self.refused = reason or f"port {port} of {address} may not be reached"
            raise RefusedError(self.refused)

    async def _lookup(self, host: str, port: int, family: socket.AddressFamily) -> list[str]:
        if self._guard.lookup is not None:
            addresses = await self._guard.lookup(host, port)
        else:
            loop = asyncio.get_running_loop()
            found = await loop.getaddrinfo(host, port, family=family, type=socket.SOCK_STREAM)
            addresses = list(dict.fromkeys(str(address[0]) for *_, address in found))
        if not addresses:
            raise OSError("the name has no address")
        return addresses


def _peer(made: socket.socket) -> tuple[str, int] | None:
    try:
        host, port, *_ = made.getpeername()
    except OSError:  # closed already
        return None
    return str(host), int(port)
