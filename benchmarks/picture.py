"""A picture of the bot's reply: `python benchmarks/picture.py OUT.png QUESTION [SOURCE ...]`.

Runs the real bot in simcord's Discord on a library of the sources (by default the sample articles), asks, and
has the channel drawn. Needs the group `pictures` and a Chromium on the machine.
"""

import argparse
import asyncio
import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import simcord
from playwright.async_api import Browser, BrowserType

from bot.client import create_bot
from bot.preview.simulation import Installation, install
from bot.settings import Settings
from index import Article, Library, Problem, read_articles
from index.sample import sample_articles

# What other commands call what /ask calls the question.
OPTIONS = {"lookup": "article", "compare": "topic", "cite": "passage"}
# Without these, Chromium looks up hosts of its maker at every start; as root it needs the first.
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def own_chromium() -> str:
    """Return the Chromium of the system, or end the program."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        sys.exit("no Chromium found; install one (on Debian: apt-get install chromium)")
    return path


def use_own_chromium() -> None:
    """Let playwright start the Chromium of the system instead of one that it would download."""
    path = own_chromium()
    launch = BrowserType.launch

    async def launched(self: BrowserType, **options: Any) -> Browser:
        return await launch(self, executable_path=path, args=CHROMIUM, **options)

    BrowserType.launch = launched  # type: ignore[method-assign,assignment]


async def draw(options: argparse.Namespace, articles: Iterable[Article | Problem]) -> None:
    """Ask the bot and save what its channel looks like."""
    with tempfile.TemporaryDirectory(prefix="pullquote-") as data:
        settings = Settings.from_env({"DISCORD_TOKEN": "for.a.picture", "PULLQUOTE_DATA": data})
        with Library.open(settings.library) as library:
            library.add(articles)
        async with simcord.run(create_bot(settings)) as env:
            install(env.backend, Installation())
            guild = env.create_guild("Newsroom")
            channel = guild.create_text_channel("news")
            alice = guild.add_member(env.create_user("alice"))
            if options.menu:
                message = await alice.send(channel, options.question)
                await alice.context_menu(channel, options.menu, message)
            elif options.command != "ask":
                await alice.slash(channel, options.command, **{OPTIONS[options.command]: options.question})
            elif options.help:
                await alice.slash(channel, "help")
            elif options.mention:
                await alice.send(channel, f"{env.bot.user.mention} {options.question}")
            else:
                await alice.slash(channel, "ask", question=options.question)
            for label in options.press:
                await alice.click(channel.history(viewer=alice)[-1], label=label)
            size = {"width": options.width, "height": options.height}
            async with env.preview(
                channel, viewers=[alice], layout="channel", display="fixed", **size
            ) as preview:
                await preview.screenshot(options.out, mode="viewport", allow_incomplete=True)


def main() -> None:
    """Read the options and draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("question")
    parser.add_argument("sources", nargs="*", help="files, folders or addresses")
    parser.add_argument("--mention", action="store_true", help="mention the bot instead of using /ask")
    parser.add_argument("--command", choices=["ask", *OPTIONS], default="ask", help="another command")
    parser.add_argument("--menu", help="a menu on a message that says the question, such as 'Find sources'")
    parser.add_argument("--help-card", dest="help", action="store_true", help="use /help instead of asking")
    parser.add_argument("--press", action="append", default=[], help="a button's label; can be repeated")
    parser.add_argument("--width", type=int, default=960, help="in pixels; 420 is a phone's")
    parser.add_argument("--height", type=int, default=900)
    options = parser.parse_args()
    use_own_chromium()
    articles = read_articles(*options.sources) if options.sources else sample_articles()
    asyncio.run(draw(options, articles))


if __name__ == "__main__":
    main()
