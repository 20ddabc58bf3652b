"""A web server on this machine, for tests of fetching."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from aiohttp import web

from index.fetching import Fetcher, FetchError, Guard, Resolve
from index.model.limits import DEFAULT_LIMITS, Limits

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
HOME = "127.0.0.1"
PAGE = b"<html><body><article><p>Fog came in over the harbour at dawn.</p></article></body></html>"


@dataclass
class Site:
    """A running server: set what it answers in `pages`, see what it was asked for in `asked`."""

    port: int = 0
    pages: dict[str, Handler | web.Response] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def url(self, path: str = "/page", host: str = HOME) -> str:
        return f"http://{host}:{self.port}{path}"

    def fetcher(self, limits: Limits = DEFAULT_LIMITS, lookup: Resolve | None = None) -> Fetcher:
        """Return a fetcher that may reach this server, and names as `lookup` has them."""
        return Fetcher(limits=limits, guard=Guard(allow=frozenset({(HOME, self.port)}), lookup=lookup))

    def page(self, body: bytes, content_type: str = "text/html", path: str = "/page", **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}

        async def answer(_: web.Request) -> web.Response:
            return web.Response(body=body, headers={"Content-Type": content_type, **named})

        self.pages[path] = answer

    def redirect(self, path: str, to: str, status: int = 302) -> None:
        async def answer(_: web.Request) -> web.Response:
            return web.Response(status=status, headers={"Location": to})

        self.pages[path] = answer


@asynccontextmanager
async def running_site() -> AsyncIterator[Site]:
    """Run a server while the block runs; it has no robots.txt and no page of its own."""
    site = Site()

    async def handle(request: web.Request) -> web.StreamResponse:
        site.asked.append(request.path_qs)
        page = site.pages.get(request.path)
        if page is None:
            return web.Response(status=404)
        return page if isinstance(page, web.Response) else await page(request)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handle)
    # What never answers is not waited for.
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    server = web.TCPSite(runner, HOME, 0)
    await server.start()
    site.port = runner.addresses[0][1]
    try:
        yield site
    finally:
        await runner.cleanup()


async def refused(fetcher: Fetcher, url: str) -> str:
    """Return why an address is not fetched."""
    with pytest.raises(FetchError) as caught:
        await fetcher.get(url)
    return str(caught.value)
