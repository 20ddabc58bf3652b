"""Fixtures of the bot's tests: settings, a library with a few articles, and a simulated Discord."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from discord.ext import commands
from simcord import Env

from bot.client import create_bot
from bot.settings import Settings
from discord_api import problems
from index import Article, Library

ARTICLES = (
    Article(
        title="Harbour bridge closes for repairs",
        outlet="Aldmoor Courier",
        author="Ines Tarrow",
        published="2026-03-04",
        url="https://courier.example/bridge",
        text=(
            "The harbour bridge of Aldmoor will close on Monday for repairs that may take nine weeks. "
            "Engineers found cracks in four of its steel cables during an inspection in January.\n\n"
            "Ferries will carry pedestrians across the bay every twenty minutes, said mayor Odile Brandt."
        ),
    ),
    Article(
        title="Glassworks strike ends",
        outlet="Northern Wire",
        published="2026-02-11",
        text=(
            "Workers at the Velling glassworks returned on Wednesday after a strike of sixteen days. "
            "The union accepted a raise of six per cent and two more days of leave."
        ),
    ),
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_env({"DISCORD_TOKEN": "a.token.of.tests", "PULLQUOTE_DATA": str(tmp_path / "data")})


@pytest.fixture
def articles(settings: Settings) -> tuple[Article, ...]:
    """Put articles into the library that the bot reads."""
    with Library.open(settings.library) as library:
        library.add(ARTICLES)
    return ARTICLES


@pytest.fixture
def simcord_bot(settings: Settings) -> commands.Bot:
    return create_bot(settings)


@pytest.fixture
async def simcord_env(simcord_env: Env) -> AsyncIterator[Env]:
    """Run the simulated Discord; at the end, every request of the test must be valid."""
    yield simcord_env
    await simcord_env.bot.close()
    assert not problems(simcord_env.http_requests)
