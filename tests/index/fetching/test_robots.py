"""robots.txt: asked for once a site, and kept to."""

import re
import time

import pytest
from aiohttp import web
from hypothesis import given, settings
from hypothesis import strategies as st

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
        ("User-agent: Pull\nDisallow: /", True),
        ("User-agent: Pull\nAllow: /\n\nUser-agent: *\nDisallow: /", False),
        ("\ufeffUser-agent: *\nDisallow: /", False),
        ("User-agent: *\nCrawl-delay: 3600", True),
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
        ("/café", "/caf%c3%a9", True),
        ("/a%2Fb", "/a/b", False),
        ("/b", "//a/b", False),
        ("//a", "//a/b", True),
        ("/" + "*a" * 40 + "b", "/" + "a" * 5000, False),
    ],
)
def test_patterns_of_robots_txt(rule: str, target: str, matches: bool) -> None:  # noqa: FBT001
    start = time.process_time()
    rules = parse(f"User-agent: *\nDisallow: {rule}".encode(), "pullquote")
    assert rules.allow(target) is not matches
    assert time.process_time() - start < 1


def test_a_robots_txt_that_names_thousands_of_programs_costs_little() -> None:
    agents = "".join(f"User-agent: a{number}\n" for number in range(10_000))
    start = time.process_time()
    asked = "User-agent: Pullquote\nDisallow: /a$\n" + "Disallow: /b\n" * 20_000
    rules = parse((agents + asked).encode(), "pullquote")
    assert [rules.allow(target) for target in ("/a", "/aa", "/b")] == [False, True, False]
    assert time.process_time() - start < 5


_PATHS = st.text(alphabet="/ab*", max_size=7).map("/{}".format)
_LINES = st.one_of(
    st.sampled_from(["*", "Pullquote", "Pull", "other"]).map("User-agent: {}".format),
    _PATHS.map("Disallow: {}".format),
    _PATHS.map("Allow: {}".format),
    st.sampled_from(["", "# note", "Disallow:", "Sitemap: /x"]),
)


@settings(deadline=None)
@given(st.lists(_LINES, max_size=12), st.text(alphabet="/ab", max_size=8).map("/{}".format))
def test_the_longest_rule_of_the_group_decides(lines: list[str], target: str) -> None:
    groups: dict[str, list[tuple[int, bool, str]]] = {}
    agents: list[str] = []
    closed = False
    for field, _, value in (line.partition(": ") for line in lines if ": " in line or line == "Disallow:"):
        if field == "User-agent":
            agents = [] if closed else agents
            agents.append(value)
            groups.setdefault(value, [])
            closed = False
        elif field != "Sitemap":
            closed = True
            for agent in agents if value else ():
                groups[agent].append((len(value), field == "Allow", value))
    chosen = groups.get("Pullquote", groups.get("*", []))
    matching = [rule for rule in chosen if re.match(re.escape(rule[2]).replace(r"\*", ".*"), target)]
    assert parse("\n".join(lines).encode(), "Pullquote").allow(target) is max(matching, default=(0, True))[1]
