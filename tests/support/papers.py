"""A newspaper on this machine whose feed a test changes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from aiohttp import web

from bot.cogs.feed import FeedCog
from bot.feeds.poller import Poller
from bot.state import FeedRow
from index import Guard, Library
from index.readers import feed_updates
from library_room import Desk, said
from rooms import Room
from web_server import HOME, Site, running_site

LONG = "The tram reached the harbour on Monday, and nobody fell into the water this time. " * 15


class Paper:
    """A feed with entries that come and go, which counts how it is asked."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.entries: list[str] = []
        self.asked: list[web.Request] = []
        self.status = 200
        site.pages["/feed"] = self.answer

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(request)
        if self.status != 200:
            return web.Response(status=self.status)
        etag = f'"{len(self.entries)}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304)
        body = f"<rss version='2.0'><channel><title>The Paper</title>{''.join(self.entries)}</channel></rss>"
        return web.Response(text=body, content_type="application/rss+xml", headers={"ETag": etag})


def titles(room: Room) -> list[str]:
    with Library.open(room.own_library) as library:
        return sorted(one.title for one in library.articles())


def poller(room: Room) -> Poller:
    cog = room.bot.get_cog("FeedCog")
    assert isinstance(cog, FeedCog)
    return cog.poller


async def feeds(room: Room) -> list[FeedRow]:
    return await room.state.feeds.of_server(room.guild.id)


async def ask_again(room: Room) -> FeedRow:
    """Let all of the server's feeds be due, and ask them."""
    for row in await feeds(room):
        await room.state.feeds.save_poll(replace(row, due=0.0))
    await poller(room).poll_due()
    return (await feeds(room))[0]


def entry(name: str, text: str = LONG) -> str:
    return (
        f"<item><title>{name}</title><link>https://paper.example/{name}</link>"
        f"<pubDate>Wed, 04 Mar 2026 10:00:00 GMT</pubDate><description>{name}: {text}</description></item>"
    )


async def follow(desk: Desk, paper: Paper, *names: str) -> str:
    paper.entries = [entry(name) for name in names]
    return said(await desk.give("feed add", address=paper.site.url("/feed")))


@asynccontextmanager
async def running_paper(room: Room, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Paper]:
    """Run a newspaper that the bot may read, at once as often as a test asks."""
    monkeypatch.setattr(feed_updates, "PAUSE_S", 0.0)
    async with running_site() as site:
        room.bot.intake.guard = Guard(allow=frozenset({(HOME, site.port)}))
        yield Paper(site)
