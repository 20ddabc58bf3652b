"""Many servers ask at once while one adds articles: `python benchmarks/crowd_of_servers.py`.

Runs the real bot in simcord's Discord: 20 servers with libraries of their own, 10 members of each ask at the
same moment (200 questions with /ask), while one server adds 2,000 articles. Prints how long each question
waited for Discord's first response and for its answer, how long any step blocked the event loop, how long the
loop was ever silent (many steps may follow each other), and every error. Needs the group `dev`.
"""

import argparse
import asyncio
import contextlib
import random
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import simcord
from contenders import percentile
from simcord import actors, interactions
from simcord.enums import AppCommandType, InteractionType, OptionType

from bot import event_loop
from bot.client import create_bot
from bot.interactions.service import Service
from bot.preview.simulation import Installation, install
from bot.settings import Settings
from index import Article, Library

SERVERS = 20
MEMBERS = 10
ARTICLES_EACH = 200
ADDED = 2000
# How often the event loop is asked whether it is awake.
BEAT_S = 0.005
PATIENCE_S = 60


def article(chance: random.Random, name: str, server: int) -> Article:
    """Return an article of made-up words, one of which only its server has."""
    words = [f"word{int(chance.paretovariate(0.6)) % 3000}" for _ in range(300)]
    lines = [
        f"{' '.join(words[start : start + 12]).capitalize()} of town{server}."
        for start in range(0, len(words), 12)
    ]
    return Article(id=name, title=f"Report {name}", outlet=f"Outlet {server}", text=" ".join(lines))


def fill(folder: Path, server: int) -> None:
    """Give a server its library."""
    chance = random.Random(server)
    with Library.open(folder) as library:
        library.add(article(chance, f"s{server}a{number}", server) for number in range(ARTICLES_EACH))


@dataclass
class Watch:
    """When each interaction came, was first answered, and got its card; and the loop's longest silence."""

    came: dict[str, float] = field(default_factory=dict)
    heard: dict[str, float] = field(default_factory=dict)
    answered: dict[str, float] = field(default_factory=dict)
    silences: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    steps: list[float] = field(default_factory=list)

    def observe(self, env: Any) -> None:
        """Note the time of each interaction and of each request that belongs to one."""
        emit = env.backend.emit

        def emitted(event: str, payload: dict[str, Any]) -> None:
            if event == "INTERACTION_CREATE":
                self.came[payload["token"]] = time.perf_counter()
            emit(event, payload)

        env.backend.emit = emitted

    async def requests(self, env: Any) -> None:
        """Follow the log of requests."""
        seen = 0
        while True:
            log = env.http_requests
            now = time.perf_counter()
            for request in log[seen:]:
                parts = request.path.split("/")
                if request.path.endswith("/callback"):
                    self.heard[parts[3]] = now
                elif parts[1] == "webhooks":
                    self.answered[parts[3]] = now
            seen = len(log)
            await asyncio.sleep(BEAT_S)

    @contextlib.contextmanager
    def stepping(self) -> Iterator[None]:
        """Measure how long each step of the loop takes, from when it begins to when it returns."""
        run = asyncio.Handle._run

        def timed(handle: asyncio.Handle) -> None:
            began = time.perf_counter()
            run(handle)
            self.steps.append((time.perf_counter() - began) * 1000)

        asyncio.Handle._run = timed  # type: ignore[method-assign]
        try:
            yield
        finally:
            asyncio.Handle._run = run  # type: ignore[method-assign]

    async def beats(self) -> None:
        """Measure how much later than asked the loop wakes up."""
        while True:
            before, worked = time.perf_counter(), time.thread_time()
            await asyncio.sleep(BEAT_S)
            self.silences.append((time.perf_counter() - before - BEAT_S) * 1000)
            # Without the time in which other threads or processes had the processor.
            self.busy.append((time.thread_time() - worked) * 1000)


@contextlib.asynccontextmanager
async def running(*work: Any) -> AsyncIterator[None]:
    """Let these run meanwhile."""
    tasks = [asyncio.create_task(one) for one in work]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def questions(guilds: list[Any], env: Any) -> Iterator[tuple[Any, Any, str]]:
    """Yield who asks, where, and what."""
    chance = random.Random(0)
    for number, guild in enumerate(guilds):
        channel = guild.create_text_channel("news")
        for member in range(MEMBERS):
            actor = guild.add_member(env.create_user(f"member-{number}-{member}"))
            yield actor, channel, f"word{chance.randrange(400)} of town{number}"


def send(env: Any, actor: Any, channel: Any, question: str) -> None:
    """Let a member ask with /ask, without waiting for the answer as simcord's own `slash` does."""
    root = actors._resolve_visible_command(actor, channel.id, "ask", AppCommandType.CHAT_INPUT)
    options = [{"name": "question", "type": OptionType.STRING, "value": question}]
    data = {"id": root["id"], "name": "ask", "type": AppCommandType.CHAT_INPUT, "options": options}
    _, payload = interactions.base_payload(
        env.backend,
        type=InteractionType.APPLICATION_COMMAND,
        channel_id=channel.id,
        guild_id=actor.guild.id,
        user_id=actor.id,
        data=data,
    )
    env.backend.emit("INTERACTION_CREATE", payload)


async def add(bot: Service, guild: Any, articles: list[Article]) -> float:
    """Add the articles to one server as the bot does, and return how many seconds that took."""
    began = time.perf_counter()
    await bot.libraries.write(guild.id, lambda library: library.add(articles))
    return time.perf_counter() - began


async def measure(data: Path) -> None:
    """Run the crowd and print what was measured."""
    bot = create_bot(Settings.from_env({"DISCORD_TOKEN": "for.a.crowd", "PULLQUOTE_DATA": str(data)}))
    async with simcord.run(bot) as env:
        watch = Watch()
        install(env.backend, Installation())
        guilds = [env.create_guild(f"Server {number}") for number in range(SERVERS)]
        for number, guild in enumerate(guilds):
            await asyncio.to_thread(fill, data / "servers" / str(guild.id), number)
        chance = random.Random(99)
        articles = [article(chance, f"new{number}", 0) for number in range(ADDED)]
        asked = list(questions(guilds, env))
        await env.settle()
        watch.observe(env)
        with watch.stepping():
            async with running(watch.beats(), watch.requests(env)):
                adding = asyncio.create_task(add(bot, guilds[0], articles))
                await asyncio.sleep(0.5)
                for actor, channel, question in asked:
                    send(env, actor, channel, question)
                    # To build and deliver 200 interactions in one go would itself block the loop.
                    await asyncio.sleep(0)
                until = time.perf_counter() + PATIENCE_S
                while len(watch.answered) < len(asked) and time.perf_counter() < until:  # noqa: ASYNC110
                    await asyncio.sleep(BEAT_S)
                seconds = await adding
        report(watch, env, seconds)
        await bot.close()


def report(watch: Watch, env: Any, seconds: float) -> None:
    """Print what was measured."""
    first = [(watch.heard[token] - came) * 1000 for token, came in watch.came.items() if token in watch.heard]
    cards = [
        (watch.answered[token] - came) * 1000 for token, came in watch.came.items() if token in watch.answered
    ]
    for name, took in (("first response", first), ("answer", cards)):
        print(
            f"{name}: {len(took)} of {len(watch.came)}, p50 {percentile(took, 0.5):.0f} ms, "
            f"p99 {percentile(took, 0.99):.0f} ms, longest {max(took):.0f} ms"
        )
    print(
        f"event loop: blocked by one step for {max(watch.steps):.0f} ms at most; silent for "
        f"{max(watch.silences):.0f} ms at most, and for {max(watch.busy):.0f} ms by its own work, simcord's "
        "included"
    )
    print(f"added {ADDED} articles in {seconds:.1f} s; errors: {len(env.errors)}")
    counts: dict[str, int] = defaultdict(int)
    for error in env.errors:
        counts[repr(error)] += 1
    for error, times in counts.items():
        print(f"  {times} x {error}")


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.parse_args()
    event_loop.prepare()  # as the bot does before it connects
    with tempfile.TemporaryDirectory(prefix="pullquote-") as data:
        asyncio.run(measure(Path(data)))


if __name__ == "__main__":
    main()
