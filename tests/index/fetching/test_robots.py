"""robots.txt: asked for once a site, and kept to."""

import time

import pytest
from aiohttp import web

from index.fetching.robots import parse
from web_server import PAGE, Site, refused


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow: /pa*e$", False),
        ("User-agent: *\nDisallow: /page\nAllow: /page", True),
        ("User-agent: *\nDisallow: /\nAllow: /page", True),
        ("User-agent: pullquote\nDisallow:\n\nUser-agent: *\nDisallow: /", True),
        ("User-agent: other\nUser-agent: PullQuote\nDisallow: /p # all of them", False),
        ("Disallow: /", True),
        ("", True),
    ],
)
async def test_robots_txt_is_kept_to(site: Site, rules: str, allowed: bool) -> None:  # noqa: FBT001
    site.page(rules.encode(), "text/plain", "/robots.txt")
    if allowed:
        assert (await site.fetcher().get(site.url())).data == PAGE
    else:
        assert "robots.txt asks programs not to read it" in await refused(site.fetcher(), site.url())
        assert site.asked == ["/robots.txt"]


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (503, False)])
async def test_a_robots_txt_that_is_not_there(site: Site, status: int, allowed: bool) -> None:  # noqa: FBT001
    site.pages["/robots.txt"] = web.Response(status=status)
    if allowed:
        assert (await site.fetcher().get(site.url())).data == PAGE
    else:
        assert "robots.txt" in await refused(site.fetcher(), site.url())


async def test_robots_txt_is_asked_for_once_a_site(site: Site) -> None:
    fetcher = site.fetcher()
    await fetcher.get(site.url())
    await fetcher.get(site.url())
    assert site.asked == ["/robots.txt", "/page", "/page"]


@pytest.mark.parametrize(
    ("rule", "target", "matches"),
    [
        ("/a*b", "/axxb", True),
        ("/a*b$", "/axxbx", False),
        ("/a*b$", "/axbxb", True),
        ("/*.pdf$", "/x/y.pdf", True),
        ("/*.pdf$", "/x/y.pdf?z", False),
        ("/a*", "/abc", True),
        ("/caf%C3%A9", "/caf%c3%a9", True),
        ("/" + "*a" * 40 + "b", "/" + "a" * 5000, False),
    ],
)
def test_patterns_of_robots_txt(rule: str, target: str, matches: bool) -> None:  # noqa: FBT001
    start = time.process_time()
    rules = parse(f"User-agent: *\nDisallow: {rule}".encode(), "pullquote")
    assert rules.allow(target) is not matches
    assert time.process_time() - start < 1
