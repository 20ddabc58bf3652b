"""Pages read again after an hour, six hours, a day and a week: their corrections arrive, too."""

import errno
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from aiohttp import web

from bot.feeds import rereading
from bot.feeds.rereading import PAUSE_S
from bot.state.page_checks import HOUR_S
from index import Article, Library, PageBudget, Reason, Version
from library_room import Desk
from papers import LONG, Paper, entry, poller
from rooms import Room, answer_to, shown

FIRST = f"The tram carried 300 people to the pier. {LONG}"
DAY_S = 24 * HOUR_S
WALL = (
    "We value your privacy. Accept all cookies to go on reading, or choose what we may store about you. " * 20
)


@dataclass
class Page:
    """A page that counts how it is asked; its server knows when it has changed."""

    text: str = FIRST
    asked: list[str] = field(default_factory=list)
    status: int = 200

    async def answer(self, request: web.Request) -> web.Response:
        etag = f'"{abs(hash(self.text))}"'
        self.asked.append(request.headers.get("If-None-Match", ""))
        if self.status != 200:
            return web.Response(status=self.status)
        if self.asked[-1] == etag:
            return web.Response(status=304)
        body = f"<html><body><article><h1>Tram</h1><p>{self.text}</p></article></body></html>"
        return web.Response(text=body, content_type="text/html", headers={"ETag": etag})


@pytest.fixture
async def page(room: Room, paper: Paper) -> Page:
    """A page that a feed's teaser has led to."""
    page = Page()
    paper.site.pages["/page"] = page.answer
    paper.entries = [entry("tram", "Read on").replace("https://paper.example/tram", paper.site.url("/page"))]
    await room.state.feeds.put(room.guild.id, paper.site.url("/feed"), "")
    await poller(room).poll_due()
    return page


@pytest.fixture
def later(room: Room, monkeypatch: pytest.MonkeyPatch, page: Page) -> Callable[[float], None]:
    """Moves the clock to so many seconds after the page was added."""
    added = time.time()

    def move(seconds: float) -> None:
        def moved() -> float:
            return added + seconds + 5

        monkeypatch.setattr(time, "time", moved)
        monkeypatch.setattr("index.storage.readings_table.time", moved)

    return move


def stored(room: Room) -> tuple[Article, list[Version]]:
    with Library.open(room.own_library) as library:
        (article,) = library.articles()
        return article, library.versions(article.id)


async def test_a_page_alone_is_corrected_within_the_schedule_and_the_old_card_shows_both(
    room: Room, page: Page, later: Callable[[float], None]
) -> None:
    assert "300 people" in stored(room)[0].text
    await room.ask("How many people did the tram carry to the pier?")
    old = room.channel.last_message
    page.text = FIRST.replace("300", "700")
    await poller(room).poll_due()
    assert len(page.asked) == 1
    later(HOUR_S)
    await poller(room).poll_due()
    article, versions = stored(room)
    assert "700 people" in article.text
    assert (article.title, article.outlet) == ("tram", "The Paper")
    assert [one.reason for one in versions] == [Reason.SOURCE]
    card = "\n".join(shown(answer_to(await room.press("Context and citation", message=old))))
    assert "the publisher corrected the article" in card
    assert "~~300~~ **700** people" in card


async def test_it_is_asked_four_times_for_changes_alone_and_counts_as_seen(
    room: Room, page: Page, later: Callable[[float], None]
) -> None:
    added = stored(room)[0].seen
    for number, after in enumerate((HOUR_S, 6 * HOUR_S, DAY_S, 7 * DAY_S), start=2):
        later(after - 60)
        await poller(room).poll_due()
        assert len(page.asked) == number - 1
        later(after)
        await poller(room).poll_due()
        assert len(page.asked) == number
    assert len({*page.asked[1:]}) == 1
    assert page.asked[1] != ""
    assert stored(room)[0].seen > added
    assert stored(room)[1] == []
    later(70 * DAY_S)
    await poller(room).poll_due()
    assert len(page.asked) == 5


@pytest.mark.parametrize("what", ["a wall", "an error", "robots.txt"])
async def test_what_is_not_the_article_takes_no_place(
    room: Room, paper: Paper, page: Page, later: Callable[[float], None], what: str
) -> None:
    if what == "a wall":
        page.text = WALL
    elif what == "an error":
        page.status = 503
    else:
        page.text = FIRST.replace("300", "700")
        paper.site.page(b"User-agent: *\nDisallow: /page", "text/plain", "/robots.txt")
    later(HOUR_S)
    await poller(room).poll_due()
    assert stored(room) == (stored(room)[0], [])
    assert "300 people" in stored(room)[0].text
    # It is tried again at the next step.
    page.text, page.status = FIRST.replace("300", "900"), 200
    paper.site.pages.pop("/robots.txt", None)
    later(6 * HOUR_S)
    await poller(room).poll_due()
    assert "900 people" in stored(room)[0].text


async def test_a_removed_article_is_asked_for_no_more(
    room: Room, page: Page, later: Callable[[float], None]
) -> None:
    with Library.open(room.own_library) as library:
        library.remove([article.id for article in library.articles()])
    for after in (HOUR_S, 6 * HOUR_S):
        later(after)
        await poller(room).poll_due()
    assert len(page.asked) == 2
    assert await room.state.page_checks.due(room.guild.id, 9) == []


async def test_what_the_budget_leaves_waits(
    room: Room, page: Page, later: Callable[[float], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    page.text = FIRST.replace("300", "700")
    later(HOUR_S)
    with monkeypatch.context() as poor:
        poor.setattr(rereading, "PAGES", PageBudget(seconds=0.0))
        await poller(room).poll_due()
    await poller(room).poll_due()
    assert len(page.asked) == 1
    later(HOUR_S + PAUSE_S)
    await poller(room).poll_due()
    assert "700 people" in stored(room)[0].text


async def test_a_page_that_a_link_brought_is_read_again_too(room: Room, paper: Paper) -> None:
    desk = Desk(room, room.librarian())
    paper.site.pages["/page"] = Page().answer
    await desk.press(await desk.give("source add", link=paper.site.url("/page")), "Add")
    await room.state._database.run(lambda db: db.execute("UPDATE page_checks SET due = 0"))
    assert [one.url for one in await room.state.page_checks.due(room.guild.id, 9)] == [
        paper.site.url("/page")
    ]


async def test_a_library_that_cannot_be_written_has_no_page_asked_again_and_again(
    room: Room,
    page: Page,
    later: Callable[[float], None],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    later(HOUR_S)
    page.text = FIRST.replace("300", "700")

    def full(*_: object, **__: object) -> bool:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(rereading, "take", full)
        for _ in range(3):
            await poller(room).poll_due()
    assert len(page.asked) == 2
    [line] = [one for one in caplog.records if "read pages of server" in one.getMessage()]
    assert line.exc_info is None
    later(HOUR_S + PAUSE_S)
    await poller(room).poll_due()
    assert "700 people" in stored(room)[0].text
