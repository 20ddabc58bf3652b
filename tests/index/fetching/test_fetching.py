"""Fetching: what reaches the network, and what comes back of it."""

import asyncio
import gzip
import re
import socket
import subprocess
import sys
import time
import tracemalloc
import zlib

import pytest
from aiohttp import web

from index.fetching import FetchError, Guard
from index.fetching.resolver import CheckedResolver, RefusedError
from index.model.limits import Limits
from web_server import HOME, PAGE, Site, refused


async def test_an_answer_that_changes_between_two_connections_is_checked_again(site: Site) -> None:
    answers = [[HOME], ["10.0.0.7"]]

    async def lookup(host: str, port: int) -> list[str]:
        return answers.pop(0)

    # robots.txt is the first connection; the page would be the second.
    reason = await refused(site.fetcher(lookup=lookup), site.url(host="rebind.example"))
    assert reason == "10.0.0.7 is an address for a private network, not the public internet"
    assert site.asked == ["/robots.txt"]


async def test_the_connection_goes_to_the_address_that_was_checked(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up: list[str] = []

    async def lookup(host: str, port: int) -> list[str]:
        looked_up.append(host)
        return [HOME]

    def no_other(*arguments: object, **options: object) -> None:
        raise AssertionError("asked the system for the name again")

    fetcher = site.fetcher(lookup=lookup)
    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", no_other)
    monkeypatch.setattr(socket, "getaddrinfo", no_other)
    page = await fetcher.get(site.url(host="news.example"))
    assert page.data == PAGE
    assert looked_up == ["news.example", "news.example"]


def test_a_socket_to_an_address_that_was_not_checked_is_never_made() -> None:
    for family, address in ((socket.AF_INET, ("127.0.0.1", 80)), (socket.AF_INET6, ("::1", 443, 0, 0))):
        with pytest.raises(RefusedError, match="not the public internet"):
            CheckedResolver(Guard()).new_socket((family, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", address))


async def test_a_connection_that_ended_elsewhere_is_dropped(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.fetching.resolver._peer", lambda _: ("192.168.0.9", 80))
    assert "192.168.0.9 is an address for a private network" in await refused(site.fetcher(), site.url())


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("http://127.0.0.1/", "127.0.0.1 is an address for this machine"),
        ("http://169.254.169.254/latest/meta-data/", "where clouds keep their metadata"),
        ("http://10.0.0.1/", "a private network"),
        ("http://[::1]/", "this machine"),
        ("http://[::ffff:10.0.0.1]/", "a private network"),
        ("http://2130706433/", "in an unusual form"),
        ("//192.168.0.1/x", "a private network"),
        ("https://inner.example/", "172.16.0.9 is an address for a private network"),
        ("http://news.example:22/", "leads to port 22; only 80 and 443 are fetched from"),
        ("file:///etc/passwd", "leads to file address; only http and https are fetched"),
        ("gopher://news.example/", "leads to gopher address"),
        ("http://user:secret@news.example/", "holds a user name or password"),
    ],
)
async def test_a_redirect_is_checked_like_an_address(site: Site, target: str, reason: str) -> None:
    async def lookup(host: str, port: int) -> list[str]:
        return ["172.16.0.9"]

    site.redirect("/away", target)
    assert reason in await refused(site.fetcher(lookup=lookup), site.url("/away"))
    assert site.asked[-1] == "/away"


async def test_redirects_are_followed_five_times(site: Site) -> None:
    for number in range(5):
        site.redirect(f"/{number}", f"/{number + 1}", status=(301, 302, 303, 307, 308)[number])
    site.page(PAGE, path="/5")
    page = await site.fetcher().get(site.url("/0#part"))
    assert (page.data, page.url) == (PAGE, site.url("/5"))
    site.redirect("/5", "/6")
    assert "redirects more than 5 times" in await refused(site.fetcher(), site.url("/0"))


async def test_no_proxy_from_outside_is_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert (await site.fetcher().get(site.url())).data == PAGE


async def test_the_program_says_who_it_is_and_keeps_no_cookies(site: Site) -> None:
    seen: list[dict[str, str]] = []

    async def answer(request: web.Request) -> web.Response:
        seen.append(dict(request.headers))
        response = web.Response(body=PAGE, content_type="text/html")
        response.set_cookie("id", "1")
        return response

    site.pages["/page"] = answer
    fetcher = site.fetcher()
    await fetcher.get(site.url())
    await fetcher.get(site.url())
    assert re.match(r"Pullquote/\d", seen[0]["User-Agent"])
    assert "Cookie" not in seen[1]


PACKED = [
    ("gzip", gzip.compress(PAGE, mtime=0)),
    ("deflate", zlib.compress(PAGE)),
    ("deflate", zlib.compress(PAGE)[2:-4]),
    ("identity", PAGE),
]


@pytest.mark.parametrize(("encoding", "body"), PACKED)
async def test_a_packed_page_is_unpacked(site: Site, encoding: str, body: bytes) -> None:
    site.page(body, Content_Encoding=encoding)
    assert (await site.fetcher().get(site.url())).data == PAGE


@pytest.mark.parametrize(
    ("encoding", "body", "reason"),
    [
        ("br", PAGE, "was not asked for"),
        ("compress", PAGE, 'packed as "compress", which was not asked for'),
        ("deflate", b"no deflate at all", "its packing is damaged"),
        ("gzip", b"no gzip at all", "its packing is damaged"),
        ("gzip", gzip.compress(bytes(50_000_000)), "has more than 100,000 bytes"),
        (
            "",
            bytes(200_000),
            "has more than 100,000 bytes; add the file in parts, or raise the limit file_bytes",
        ),
    ],
)
async def test_a_page_that_is_too_large_or_packed_strangely(
    site: Site, encoding: str, body: bytes, reason: str
) -> None:
    site.page(body, **({"Content_Encoding": encoding} if encoding else {}))
    assert reason in await refused(site.fetcher(Limits(file_bytes=100_000)), site.url())


@pytest.mark.parametrize("content_type", ["image/png", "video/mp4", "application/javascript", "text/css"])
async def test_what_is_no_text_is_refused_by_its_type(site: Site, content_type: str) -> None:
    site.page(PAGE, content_type)
    assert f"is {content_type}, which is no format that is read" in await refused(site.fetcher(), site.url())


async def test_a_status_is_said_with_what_to_do(site: Site) -> None:
    assert await refused(site.fetcher(), site.url("/none")) == "was not given (status 404); check the address"
    site.pages["/page"] = web.Response(status=403)
    assert "it lets no program in" in await refused(site.fetcher(), site.url())


async def test_a_slow_server_is_left_in_time(site: Site) -> None:
    async def trickle(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(600):
            await response.write(b"x")
            await asyncio.sleep(0.1)
        return response

    site.pages["/page"] = trickle
    start = time.perf_counter()
    assert "took longer than 0.5 s" in await refused(site.fetcher(Limits(seconds=0.5)), site.url())
    assert time.perf_counter() - start < 30


async def test_fetching_waits_from_a_thread_too(site: Site) -> None:
    page = await asyncio.to_thread(site.fetcher().fetch, site.url())
    assert (page.data, page.content_type, page.charset) == (PAGE, "text/html", "")
    with pytest.raises(FetchError, match="status 404"):
        await asyncio.to_thread(site.fetcher().fetch, site.url("/none"))


def test_importing_it_loads_no_client() -> None:
    code = "import index.fetching, index.readers, sys; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    heavy = {"aiohttp", "trafilatura", "lxml", "pypdf", "docx", "feedparser", "ftfy", "charset_normalizer"}
    assert not heavy & set(loaded.split())


async def test_a_bomb_is_unpacked_no_further_than_it_is_read(site: Site) -> None:
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(bytes(1_000_000)) for _ in range(500)) + packer.flush()
    site.page(bomb, Content_Encoding="gzip")
    tracemalloc.start()
    try:
        reason = await refused(site.fetcher(Limits(file_bytes=1_000_000)), site.url())
        assert "has more than 1,000,000 bytes" in reason
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()
