"""The one client that opens sockets to other machines: every address it connects to was checked."""

import asyncio
from collections.abc import AsyncIterator
from importlib.metadata import version
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp.http_exceptions import ContentEncodingError
from yarl import URL

from index.fetching.page import FetchedPage, FetchError, Guard, NotModifiedError, Validators
from index.fetching.resolver import CheckedResolver, RefusedError
from index.fetching.robots import ALL, LONGEST, NOTHING, Rules, parse
from index.model.limits import Limits, TooMuchError

PROGRAM = "Pullquote"
_MOST_REDIRECTS = 5
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_CHUNK = 65536  # bytes
_LONGEST_VALIDATOR = 500  # characters
_HEADERS = {
    "User-Agent": f"{PROGRAM}/{version('pullquote')} (reads single articles for a library of quotes)",
    "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",  # what can be unpacked piece by piece
}
_PLAIN = frozenset(("", "identity"))
_ENCODINGS = _PLAIN | {"gzip", "deflate"}
# What may hold an article; "octet-stream" is what a server says that does not know.
_TYPES = frozenset(
    (
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "text/markdown",
        "text/csv",
        "text/tab-separated-values",
        "text/xml",
        "application/xml",
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/json",
        "application/feed+json",
        "application/jsonl",
        "application/x-ndjson",
        "application/pdf",
        "application/zip",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/octet-stream",
    )
)
_REMEDIES = {
    401: "it wants a login, so save the page and add the file",
    403: "it lets no program in, so save the page and add the file",
    404: "check the address",
    410: "it is gone for good",
    429: "it was asked too often, so try again later",
}


class Visit:
    """Fetching one page, with all that it takes: the site's robots.txt and what it redirects to."""

    def __init__(self, limits: Limits, guard: Guard, robots: dict[str, Rules]) -> None:
        self._limits = limits
        self._resolver = CheckedResolver(guard)
        self._robots = robots

    async def __aenter__(self) -> Self:
        connector = aiohttp.TCPConnector(
            resolver=self._resolver,
            use_dns_cache=False,
            socket_factory=self._resolver.new_socket,
            force_close=True,
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            headers=_HEADERS,
            trust_env=False,  # a proxy would connect to addresses that nobody checked
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None),
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def page(self, address: str, known: Validators) -> FetchedPage:
        """Fetch the page at `address`. Raises FetchError, as NotModifiedError where it is as `known`."""
        try:
            async with asyncio.timeout(self._limits.seconds):
                return await self._page(_parsed(address), known.headers)
        except TimeoutError:
            reason = f"took longer than {self._limits.seconds:g} s"
            raise FetchError(reason, "try again", command=self._limits.remedy("seconds")) from None
        except TooMuchError as error:
            raise FetchError(error.reason, error.remedy, command=error.command, kind=error.kind) from None
        except aiohttp.ClientResponseError:
            # It gives up before there is a response where it has nothing to unpack it with, such as Brotli.
            if self._resolver.refused:
                raise FetchError(self._resolver.refused) from None
            raise FetchError("sends what was not asked for, or no HTTP", "check the address") from None
        except (aiohttp.ClientError, OSError, ValueError) as error:
            if self._resolver.refused:
                raise FetchError(self._resolver.refused) from None
            raise FetchError(f"could not be fetched ({_said(error)})", "check the address") from None

    async def _page(self, url: URL, headers: dict[str, str]) -> FetchedPage:
        for _ in range(_MOST_REDIRECTS + 1):
            self._resolver.check_url(url)
            if not (await self._rules(url)).allow(url.raw_path_qs):
                raise FetchError(
                    "its site's robots.txt asks programs not to read it",
                    "save the page and add the file",
                    kind="robots",
                )
            async with await self._request(url, headers) as response:
                following = _redirect(response)
                if following is None:
                    return await self._read(response)
                url = following
        raise FetchError(f"redirects more than {_MOST_REDIRECTS} times", "give the address it ends at")

    async def _read(self, response: aiohttp.ClientResponse) -> FetchedPage:
        if response.status == 304:  # noqa: PLR2004
            raise NotModifiedError("is as it was")
        if response.status != 200:  # noqa: PLR2004  every other status brings something else than the page
            remedy = _REMEDIES.get(response.status, "try again later")
            raise FetchError(f"was not given (status {response.status})", f"{remedy}")
        if response.headers.get("Content-Type") and response.content_type not in _TYPES:
            raise FetchError(
                f"is {response.content_type}, which is no format that is read", "give the article's page"
            )
        data = await self._body(response, self._limits.file_bytes)
        return FetchedPage(
            url=str(response.url),
            data=data,
            content_type=response.content_type if "Content-Type" in response.headers else "",
            charset=response.charset or "",
            validators=Validators(
                etag=_kept(response.headers.get("ETag", "")),
                modified=_kept(response.headers.get("Last-Modified", "")),
            ),
        )

    async def _body(self, response: aiohttp.ClientResponse, longest: int) -> bytes:
        body = bytearray()
        async for chunk in _unpacked(response):
            body += chunk
            if max(response.content.total_raw_bytes, len(body)) > longest:
                raise self._limits.exceeded("file_bytes", "has", "add the file in parts")
        return bytes(body)

    async def _rules(self, url: URL) -> Rules:
        """Return what the site of `url` asks of this program."""
        origin = str(url.origin())
        if origin not in self._robots:
            self._robots[origin] = await self._read_rules(url.origin() / "robots.txt")
        return self._robots[origin]

    async def _read_rules(self, url: URL) -> Rules:
        for _ in range(_MOST_REDIRECTS + 1):
            async with await self._request(url) as response:
                following = _redirect(response)
                if following is not None:
                    url = following
                    continue
                if response.ok:
                    return parse(await self._head(response), PROGRAM)
                return ALL if response.status < 500 else NOTHING  # noqa: PLR2004  as RFC 9309 has it
        return ALL

    async def _head(self, response: aiohttp.ClientResponse) -> bytes:
        """Return as much of a body as a robots.txt may have."""
        head = bytearray()
        async for chunk in _unpacked(response):
            head += chunk
            if len(head) >= LONGEST:
                break
        return bytes(head[:LONGEST])

    async def _request(self, url: URL, headers: dict[str, str] | None = None) -> aiohttp.ClientResponse:
        """Ask for one address, without following where it leads."""
        self._resolver.check_url(url)
        response = await self._session.get(url, headers=headers, allow_redirects=False, proxy=None)
        try:
            self._resolver.check_peers()
        except RefusedError:
            response.close()
            raise
        return response


async def _unpacked(response: aiohttp.ClientResponse) -> AsyncIterator[bytes]:
    """Yield a body as aiohttp unpacks it: a piece at a time, and no further than it is read."""
    packed = response.headers.get("Content-Encoding", "").strip().lower()
    if packed not in _ENCODINGS:
        raise ValueError(f'packed as "{packed[:40]}", which was not asked for')
    try:
        async for chunk in response.content.iter_chunked(_CHUNK):
            yield chunk
    except (aiohttp.ClientPayloadError, ContentEncodingError):
        if packed in _PLAIN:
            raise
        raise ValueError("its packing is damaged") from None


def _parsed(address: str) -> URL:
    url = URL(address)
    if not url.is_absolute():
        raise FetchError("is no address", "write it with http:// or https://")
    return url.with_fragment(None)


def _kept(header: str) -> str:
    """Return a header that is worth sending back; one beyond all measure is not."""
    return header if len(header) <= _LONGEST_VALIDATOR else ""


def _redirect(response: aiohttp.ClientResponse) -> URL | None:
    """Return where a response leads on to, or None where it is an answer."""
    location = response.headers.get("Location", "")
    if response.status not in _REDIRECTS or not location:
        return None
    return response.url.join(URL(location)).with_fragment(None)


def _said(error: Exception) -> str:
    cause = getattr(error, "os_error", error)
    return " ".join(str(getattr(cause, "strerror", None) or cause or type(cause).__name__).split())[:200]
