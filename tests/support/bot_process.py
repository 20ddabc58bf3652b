"""The bot as its own process, as an operator starts it, with Discord at another address."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
from simcord import InteractionResult, MemberActor

from index import Article, Library
from rooms import shown
from wire import TOKEN, Wire
from wire_parts import until

ROOT = Path(__file__).parents[2]
# Patient, since a machine with other work to do takes its time; nothing is asserted of a start.
START_S = 90.0
ANSWER_S = 30.0
QUESTION = "When does the harbour bridge close?"
BRIDGE = Article(
    id="bridge",
    title="Harbour bridge closes for repairs",
    outlet="Aldmoor Courier",
    published="2026-03-04",
    text="The harbour bridge of Aldmoor will close on Monday for repairs that may take nine weeks.",
)


def redirected(address: str, before: str = "") -> str:
    """Code that does as `python -m bot`, with Discord at `address`; `before` runs first, in that process."""
    return f"""
import runpy, yarl
from discord import gateway, http
http.Route.BASE = {address + "/api/v10"!r}
gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL({address.replace("http", "ws") + "/gateway"!r})
{before}
runpy.run_module("bot", run_name="__main__", alter_sys=True)
"""


def slow_library(seconds: float, method: str = "search") -> str:
    """Code for the bot's process that lets a method of every library take so long."""
    return f"""
import time, index
def slow(do):
    def slowly(*arguments, **options):
        time.sleep({seconds!r})
        return do(*arguments, **options)
    return slowly
index.Library.{method} = slow(index.Library.{method})
"""


@dataclass(frozen=True)
class Usage:
    """What the process holds; memory in bytes."""

    handles: int
    threads: int
    memory: int


class BotProcess:
    """A running bot; `log` is the file with all that it wrote."""

    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        self.process = process
        self.log = log

    @property
    def running(self) -> bool:
        return self.process.returncode is None

    def logged(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def usage(self) -> Usage:
        place = Path("/proc") / str(self.process.pid)
        status = dict(line.split(":", 1) for line in (place / "status").read_text().splitlines())
        return Usage(
            handles=sum(1 for _ in (place / "fd").iterdir()),
            threads=int(status["Threads"]),
            memory=int(status["VmRSS"].split()[0]) * 1024,
        )

    def signal(self, number: signal.Signals = signal.SIGTERM) -> None:
        self.process.send_signal(number)

    async def ended(self, seconds: float) -> int:
        """The exit code, once the process has ended of itself."""
        return await asyncio.wait_for(self.process.wait(), seconds)


@dataclass
class WiredChannel:
    """A channel of a server on the wire, and the people in it."""

    wire: Wire
    data: Path

    def __post_init__(self) -> None:
        env = self.wire.env
        self.guild = env.create_guild("Newsroom")
        self.channel = self.guild.create_text_channel("news")
        self.role = self.guild.create_role("editors", permissions=discord.Permissions(manage_guild=True))
        self._people = 0
        with Library.open(self.data / "library") as library:
            library.add([BRIDGE])

    @property
    def mention(self) -> str:
        return f"<@{self.wire.env.backend.bot_user.id}>"

    def somebody(self, *, editor: bool = False) -> MemberActor:
        """Another member, who has asked nothing yet."""
        self._people += 1
        user = self.wire.env.create_user(f"member {self._people}")
        return self.guild.add_member(user, roles=[self.role] if editor else [])

    async def ask(self, question: str = QUESTION, **options: Any) -> InteractionResult:
        return await self.somebody().slash(self.channel, "ask", question=question, **options)

    async def mentioned(self, question: str = QUESTION, channel: Any = None) -> int:
        """Mention the bot; returns the message's id."""
        message = await self.somebody().send(channel or self.channel, f"{self.mention} {question}")
        return int(message.id)

    def reply_to(self, message: int, channel: Any = None) -> str:
        """What the bot replied to a message, or ""."""
        for one in (channel or self.channel).history():
            if one.reference is not None and one.reference.message_id == message:
                return "\n".join(shown(one))
        return ""

    async def answered(self, result: InteractionResult, seconds: float = ANSWER_S) -> str:
        """What an interaction was answered with."""
        return str(await until(lambda: text_of(result), seconds, "no answer"))

    async def replied(self, message: int, seconds: float = ANSWER_S, channel: Any = None) -> str:
        return str(await until(lambda: self.reply_to(message, channel), seconds, "no reply"))


def text_of(result: InteractionResult) -> str:
    """What an interaction was answered with so far; nothing while it says that the bot is thinking."""
    messages = [one for one in (result.response, *result.followups) if one is not None]
    return "\n".join(text for one in messages for text in shown(one.message))


@asynccontextmanager
async def running_bot(wire: Wire, data: Path, before: str = "") -> AsyncIterator[BotProcess]:
    """Start the bot, wait until it is there, and end it in the end."""
    log = data / "bot.log"
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("DISCORD", "PULLQUOTE"))
    }
    seen = wire.identified
    with log.open("ab") as output:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            redirected(wire.address, before),
            cwd=data,
            stdout=output,
            stderr=output,
            env={**kept, "PYTHONPATH": str(ROOT), "DISCORD_TOKEN": TOKEN, "PULLQUOTE_DATA": str(data)},
        )
    bot = BotProcess(process, log)
    try:
        await until(lambda: wire.identified > seen or not bot.running, START_S, "the bot did not start")
        assert bot.running, bot.logged()
        yield bot
    finally:
        if bot.running:
            process.kill()
            await process.wait()
