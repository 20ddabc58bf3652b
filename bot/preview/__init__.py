"""`pullquote preview`: the bot on the sample articles, in a local page that looks like Discord. No token.

simcord plays Discord: commands, mentions, buttons and forms work; nothing leaves the machine.
"""

import asyncio
import logging
import signal
import tempfile
import webbrowser
from contextlib import suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING

import discord

from bot.client import create_bot
from bot.preview.simulation import Installation, admit_attachments, install
from bot.settings import Settings
from index import Library
from index.console import terminal
from index.sample import QUESTIONS, sample_articles

if TYPE_CHECKING:
    from simcord import Env
    from simcord.preview import Preview

MISSING = "pullquote: the preview needs its extra; install it with `pip install 'pullquote[preview]'`"
# What the extra brings.
NEEDED = ("simcord", "markdown_it", "PIL")
FAILURE = 1
# Seconds that simcord gives the bot; a slow machine that starts a parser needs more than the usual five.
PATIENCE_S = 60.0
# Rights of the person in front of the page, so that every command can be tried.
OWNER = discord.Permissions(manage_guild=True, manage_messages=True)


def main() -> None:
    """Serve the page until Ctrl+C. Exits with 1 when the extra is missing."""
    terminal.guard()
    if not all(map(find_spec, NEEDED)):
        terminal.err.line(MISSING)
        raise SystemExit(FAILURE)
    terminal.log_lines(logging.ERROR)
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    # Whoever started it in the background stops it with SIGTERM, as with Ctrl+C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve())


async def _serve() -> None:
    import simcord  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="pullquote-") as data:
        settings = Settings.from_env({"DISCORD_TOKEN": "no.token.needed", "PULLQUOTE_DATA": data})
        await asyncio.to_thread(fill, settings)
        bot = admit_attachments(create_bot(settings))
        async with (
            simcord.run(bot, check_errors=False, settle_timeout=PATIENCE_S) as env,
            await furnish(env) as preview,
        ):
            terminal.out.line(f"The bot is at {preview.url}")
            terminal.out.line("Stop with Ctrl+C.")
            await asyncio.to_thread(webbrowser.open, preview.url)
            await preview.wait_closed()


def fill(settings: Settings) -> None:
    """Put the sample articles into the library that all servers read."""
    with Library.open(settings.library) as library:
        library.add(sample_articles())


async def furnish(env: "Env") -> "Preview":
    """Make a server with one question asked in it, and return its page, which is not served yet."""
    install(env.backend, Installation())
    guild = env.create_guild("Newsroom")
    channel = guild.create_text_channel("news")
    role = guild.create_role("owner", permissions=OWNER)
    you = guild.add_member(env.create_user("you"), roles=[role])
    assert env.bot.user is not None  # noqa: S101  simcord has logged it in
    await you.send(channel, f"{env.bot.user.mention} {QUESTIONS[0]}")
    return env.preview(channel, viewers=[you], layout="channel")
