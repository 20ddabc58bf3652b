"""What a hostile server does to the others: feeds, uploads, questions and presses without end."""

import asyncio
import json
import random
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Any

import discord
from aiohttp import web
from crowd_of_servers import Watch, article
from simcord import interactions
from simcord.backend.serializers import message_payload
from simcord.enums import InteractionType

from bot.intake.drafts import Draft
from bot.intake.intake import CHAT_LIMITS, Taken
from bot.interactions.service import Service
from bot.own_articles.save import AddProgress, add_draft
from bot.texts import voice
from index import Guard, read_uploads

ARTICLES = 500  # of each upload
QUESTIONS_S = 1 / 20
PRESSES_S = 1 / 50
HOME = "127.0.0.1"


@dataclass
class Servers:
    """The four servers: who asks where, the channel of the hostile one, and the watch over the others."""

    env: Any
    bot: Service
    hostile: Any
    channel: Any
    people: list[int]
    asks: list[Callable[[str], None]]
    hostile_asks: Callable[[str], None]
    upload: bytes
    done: int = 0
    tokens: set[str] = field(default_factory=set)
    watch: Watch = field(default_factory=Watch)

    def took(self) -> list[float]:
        """Return the times to the answers of the quiet servers, in ms."""
        watch = self.watch
        return [
            (watch.answered[one] - watch.came[one]) * 1000 for one in self.tokens if one in watch.answered
        ]


async def feeds(servers: Servers) -> None:
    """Follow fifteen feeds of teasers whose pages hang, and have them asked all the time."""
    asked = count()

    async def answer(request: web.Request) -> web.Response:
        if request.path == "/robots.txt":
            return web.Response(status=404)
        if not request.path.startswith("/feed"):
            servers.done += 1
            await asyncio.sleep(3600)
        servers.done += 1
        reading = next(asked)
        items = "".join(
            f"<item><title>Entry {reading} {one}</title><link>http://{HOME}:{port}/page/{reading}/{one}</link>"
            f"<description>Teaser {reading * one}</description></item>"
            for one in range(200)
        )
        return web.Response(
            text=f"<rss version='2.0'><channel><title>F</title>{items}</channel></rss>",
            content_type="application/rss+xml",
        )

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, HOME, 0)
    await site.start()
    port = runner.addresses[0][1]
    servers.bot.intake.guard = Guard(allow=frozenset({(HOME, port)}))
    rows = servers.bot.state.feeds
    for number in range(15):
        await rows.put(servers.hostile.id, f"http://{HOME}:{port}/feed/{number}", "")
    cog: Any = servers.bot.get_cog("FeedCog")
    try:
        while True:
            await cog.poller._begin()
            await asyncio.sleep(0.5)
    finally:
        await rows.forget_server(servers.hostile.id)
        await runner.cleanup()


async def uploads(servers: Servers) -> None:
    """Read large files and add what was read, without end."""
    bot, guild = servers.bot, servers.hostile.id
    progress = AddProgress(0, bot.settings.quotas, voice("en"))
    for number in count():
        # Other articles each time.
        data = servers.upload.replace(b"town3", b"city%d" % number)
        taken = Taken()
        await bot.intake._take(guild, taken, partial(read_uploads, [("a.jsonl", data)], limits=CHAT_LIMITS))
        servers.done += 1
        await add_draft(
            bot, guild, Draft(id="x", guild=guild, owner=1, articles=tuple(taken.articles)), progress
        )
        servers.done += 1


def upload() -> bytes:
    """Return a file of many articles."""
    chance = random.Random(2)
    made = [article(chance, f"u{one}", 3) for one in range(ARTICLES)]
    return "\n".join(json.dumps({"title": one.title, "text": one.text}) for one in made).encode()


async def questions(servers: Servers) -> None:
    """Ask long questions of misspelled words."""
    chance = random.Random(3)
    while True:
        words = ["".join(chance.choices("aeiourstnlw", k=9)) for _ in range(30)]
        words += [f"word{chance.randrange(60)}" for _ in range(25)]
        chance.shuffle(words)
        servers.hostile_asks(" ".join(words)[:500])
        servers.done += 1
        await asyncio.sleep(QUESTIONS_S)


def custom_ids(message: discord.Message) -> Iterator[str]:
    """Yield the ids of what can be pressed on a card."""
    todo: list[Any] = list(message.components)
    for part in todo:
        todo += getattr(part, "children", ())
        todo += [part.accessory] if getattr(part, "accessory", None) else []
        if name := getattr(part, "custom_id", None):
            yield name


async def presses(servers: Servers) -> None:
    """Open a passage of one answer, again and again."""
    env, chance = servers.env, random.Random(4)
    servers.hostile_asks("word1 of town3")
    names: list[str] = []
    while not names:  # the card takes a moment
        await asyncio.sleep(0.05)
        message = servers.channel.last_message
        names = [one for one in custom_ids(message) if one.startswith("open:")] if message else []
    stored = env.backend.get_message(servers.channel.id, message.id)
    while True:
        _, payload = interactions.base_payload(
            env.backend,
            type=InteractionType.MESSAGE_COMPONENT,
            channel_id=servers.channel.id,
            guild_id=servers.hostile.id,
            user_id=chance.choice(servers.people),
            data={"custom_id": names[0], "component_type": 2},
        )
        payload["message"] = message_payload(env.backend, stored)
        servers.done += 1
        env.backend.emit("INTERACTION_CREATE", payload)
        await asyncio.sleep(PRESSES_S)


KINDS: dict[str, Callable[[Servers], Awaitable[None]]] = {
    "feed": feeds,
    "upload": uploads,
    "button": presses,
    "question": questions,
}
