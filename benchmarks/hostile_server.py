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
import random
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

import simcord
from contenders import percentile
from crowd_of_servers import fill, running, send
from hostility import KINDS, Servers, upload

from bot import event_loop
from bot.client import create_bot
from bot.interactions.service import Service
from bot.preview.simulation import Installation, install
from bot.settings import Settings

SECONDS = 15.0
PACE_S = 0.25  # between two questions of the quiet servers together
MEMBERS = 150


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
