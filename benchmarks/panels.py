"""Pictures of the bot's panels: `python benchmarks/panels.py FOLDER [NAME ...] [--width 960] [--locale de]`.

Runs the real bot in simcord's Discord on the sample articles and has each panel drawn as its member sees it.
Needs the group `pictures` and a Chromium on the machine.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import discord
import simcord

from bot.client import create_bot
from bot.preview.simulation import Installation, admit_attachments, install
from bot.settings import Settings
from bot.state import FeedRow
from index import Library
from index.sample import sample_articles
from picture import use_own_chromium

STORY = (
    "Lighthouse keeper retires\n\nBy Mara Quill\n\n4 March 2026\n\n"
    "The keeper of the Skarra lighthouse retired on Sunday after forty years. The lamp has been automatic "
    "since the spring, the port office said.\n\n"
    "Nobody will move into the keeper's house, which leans towards the sea by two degrees."
)
GAPS = ("Who owns the ferry company?", "who owns the ferry companies", "Is the tide mill for sale?")

POST = (
    'Did you read it? "Nobody was hurt" and the ferry had 196 passengers. The moon is made of green cheese.'
)
FEEDS = (
    FeedRow(number=0, guild=0, url="https://ledger.example/rss", title="Harbor Ledger", added=41),
    FeedRow(
        number=0,
        guild=0,
        url="https://wire.example/feed",
        title="Seaboard Wire",
        failures=3,
        problem="the server answered 503 (Service Unavailable)",
    ),
)


async def asking(channel: Any, lena: Any, article: str) -> AsyncIterator[tuple[str, Any]]:
    """Yield what anybody can call up: the name of each panel and the step that led to it."""
    yield "answer", await lena.slash(channel, "ask", question="Why did the ferry run aground?")
    yield "nothing", await lena.slash(channel, "ask", question="Which team won the rowing championship?")
    yield "lookup", await lena.slash(channel, "lookup", article=article)
    yield "comparison", await lena.slash(channel, "compare", topic="ferry passengers")
    yield "cite", await lena.slash(channel, "cite", passage=f"{article}#1")
    for menu in ("Find sources", "Check quote"):
        post = await lena.send(channel, POST)
        yield menu.lower().replace(" ", "-"), await lena.context_menu(channel, menu, post)
    yield "help", await lena.slash(channel, "help")


async def feeds(bot: Any, guild: int) -> None:
    """Let a server follow feeds, one of which has failed."""
    for one in FEEDS:
        await bot.state.feeds.put(guild, one.url, one.title)
    followed = await bot.state.feeds.of_server(guild)
    for number, one in zip((row.number for row in followed), FEEDS, strict=True):
        asked = replace(one, number=number, guild=guild, polled=time.time() - 600, due=time.time() + 3000)
        await bot.state.feeds.save_poll(asked)


async def panels(env: simcord.Env, bot: Any) -> AsyncIterator[tuple[str, Any, Any, Any]]:
    """Yield the name of each panel, where it is, who sees it, and the step that led to it."""
    guild = env.create_guild("Newsroom")
    channel = guild.create_text_channel("news")
    guild.create_text_channel(
        "muted", overwrites={bot.user: discord.PermissionOverwrite(send_messages=False)}
    )
    role = guild.create_role("librarians", permissions=discord.Permissions(manage_guild=True))
    lena = guild.add_member(env.create_user("lena"), roles=[role])
    yield "doctor", channel, lena, await lena.slash(channel, "doctor")
    preview = await lena.slash(channel, "source add", file=("lighthouse.txt", STORY.encode()))
    yield "source-preview", channel, lena, preview
    await bot.libraries.write(guild.id, lambda library: library.add(sample_articles()))
    listed = await lena.slash(channel, "source list")
    yield "source-list", channel, lena, listed
    article = (await bot.libraries.write(guild.id, lambda library: library.listing()))[0][0]
    yield "source-show", channel, lena, await lena.slash(channel, "source show", article=article.id)
    yield "source-remove", channel, lena, await lena.slash(channel, "source remove", article=article.id)
    yield "source-form", channel, lena, await lena.slash(channel, "source add")
    yield "settings", channel, lena, await lena.slash(channel, "settings")
    yield "settings-channel", channel, lena, await lena.slash(channel, "settings", channel=channel)
    for question in GAPS:
        await bot.state.gaps.put(guild=guild.id, asker=lena.id, question=question)
    await feeds(bot, guild.id)
    yield "feeds", channel, lena, await lena.slash(channel, "feed list")
    async for name, step in asking(channel, lena, article.id):
        yield name, channel, lena, step
    yield "gaps", channel, lena, await lena.slash(channel, "gaps")
    yield "privacy", channel, lena, await lena.slash(channel, "privacy")


async def draw(options: argparse.Namespace) -> None:
    """Draw every panel."""
    options.folder.mkdir(parents=True, exist_ok=True)
    size = {"width": options.width, "height": options.height}
    with tempfile.TemporaryDirectory(prefix="pullquote-") as data:
        settings = Settings.from_env({"DISCORD_TOKEN": "for.a.picture", "PULLQUOTE_DATA": data})
        with Library.open(settings.library) as library:
            library.add(sample_articles())
        bot = admit_attachments(create_bot(settings))
        async with simcord.run(bot) as env:
            install(env.backend, Installation(locale=options.locale))
            async for name, channel, viewer, step in panels(env, bot):
                if options.only and name not in options.only:
                    continue
                async with env.preview(
                    channel, viewers=[viewer], layout="message", display="fixed", **size
                ) as preview:
                    await preview.show(step)
                    await preview.screenshot(
                        options.folder / f"{name}-{options.width}.png", mode="viewport", allow_incomplete=True
                    )


def main() -> None:
    """Read the options and draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("only", nargs="*", help="names of panels; all without")
    parser.add_argument("--width", type=int, default=960, help="in pixels; 420 is a phone's")
    parser.add_argument("--height", type=int, default=900)
    parser.add_argument("--locale", default="en-US")
    options = parser.parse_args()
    use_own_chromium()
    asyncio.run(draw(options))


if __name__ == "__main__":
    main()
