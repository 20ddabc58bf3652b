"""What three servers feel of a fourth that is hostile: `python benchmarks/hostile_server.py`.

Runs the real bot in simcord's Discord with four servers, each with a library of its own. Members of three of
them ask with /ask, at an even pace; the fourth is quiet first, and then hostile in turn by feeds (whose pages
hang, and which show something else each time), by uploads (large files, read and added without end), by
buttons (50 presses a second) and by questions (long and misspelled, 20 a second). Prints the others' median
and 90th percentile of the time to an answer for each, and the median's multiple of the quiet one. Takes about
two minutes. Needs the group `dev`.
"""

import argparse
import asyncio
import json
import random
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import count, cycle
from pathlib import Path
from typing import Any

import discord
import simcord
from aiohttp import web
from contenders import percentile
from crowd_of_servers import Watch, article, fill, running, send
from simcord import interactions
from simcord.backend.serializers import message_payload
from simcord.enums import InteractionType

from bot import event_loop
from bot.client import create_bot
from bot.intake.drafts import Draft
from bot.intake.intake import CHAT_LIMITS, Taken
from bot.interactions.service import Service
from bot.own_articles.save import AddProgress, add_draft
from bot.preview.simulation import Installation, install
from bot.settings import Settings
from bot.texts import voice
from index import Guard, read_uploads

SECONDS = 15.0
PACE_S = 0.25  # between two questions of the quiet servers together
MEMBERS = 150
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


def furnish(env: Any, bot: Service) -> Servers:
    """Make the four servers, each with members who ask, as many as it takes for none to ask too often."""
    asks = []
    for number in range(4):
        guild = env.create_guild(f"Server {number}")
        channel = guild.create_text_channel("news")
        members = cycle([guild.add_member(env.create_user(f"m{number}-{one}")) for one in range(MEMBERS)])
        asks.append(partial(ask, env, members, channel))
        fill(bot.settings.data / "servers" / str(guild.id), number)
    people = [next(members).id for _ in range(MEMBERS)]
    return Servers(env, bot, guild, channel, people, asks[:3], asks[3], upload())


def ask(env: Any, members: Iterator[Any], channel: Any, question: str) -> None:
    """Let the next member ask."""
    send(env, next(members), channel, question)


async def quiet_servers(servers: Servers, seconds: float) -> tuple[list[float], int]:
    """Let the three ask for so long; return the times to their answers in ms, and how many got none."""
    chance = random.Random(1)
    servers.tokens.clear()
    until = time.perf_counter() + seconds
    number = 0
    while time.perf_counter() < until:
        before = set(servers.watch.came)
        servers.asks[number % 3](f"word{chance.randrange(400)} of town{number % 3}")
        servers.tokens |= set(servers.watch.came) - before
        number += 1
        await asyncio.sleep(PACE_S)
    await asyncio.sleep(2)
    return servers.took(), len(servers.tokens) - len(servers.took())


# What the fourth server does


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


async def measure(data: Path, kinds: list[str], seconds: float) -> None:
    """Be hostile in each way, and print what the others felt of it."""
    bot = create_bot(Settings.from_env({"DISCORD_TOKEN": "for.a.crowd", "PULLQUOTE_DATA": str(data)}))
    async with simcord.run(bot, check_errors=False) as env:
        install(env.backend, Installation())
        servers = furnish(env, bot)
        await env.settle()
        servers.watch.observe(env)
        async with running(servers.watch.requests(env)):
            await quiet_servers(servers, 5)  # all that is loaded at first
            for kind in kinds:
                # Just before, since a machine has other things to do, too.
                quiet = report("quiet", *await quiet_servers(servers, seconds))
                servers.done = 0
                async with running(KINDS[kind](servers)):
                    await asyncio.sleep(2)
                    took, missing = await quiet_servers(servers, seconds)
                if not servers.done:
                    raise RuntimeError(f"the hostile server did nothing ({kind})")
                report(kind, took, missing, quiet, servers.done)
                await asyncio.sleep(3)
        await bot.close()


def report(kind: str, took: list[float], missing: int, quiet: float = 0.0, done: int = 0) -> float:
    """Print what was measured, and return the median; `done` counts what the hostile server got done."""
    median = percentile(took, 0.5)
    times = f" = {median / quiet:.2f} times the quiet one" if quiet else ""
    print(
        f"{kind:9} {len(took)} answers, {missing} missing; p50 {median:.0f} ms{times}, "
        f"p90 {percentile(took, 0.9):.0f} ms" + (f"; hostile: {done}" if quiet else ""),
        flush=True,
    )
    return median


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*", default=list(KINDS), help="of hostility, by default all")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="that each is measured for")
    options = parser.parse_args()
    event_loop.prepare()  # as the bot does before it connects
    with tempfile.TemporaryDirectory(prefix="pullquote-") as data:
        asyncio.run(measure(Path(data), options.kinds, options.seconds))


if __name__ == "__main__":
    main()
