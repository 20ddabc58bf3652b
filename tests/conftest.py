"""Fixtures: settings, a library with a few articles, a simulated Discord, and a web server."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import coverage
import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from simcord import Env

from bot.client import create_bot
from bot.interactions.service import Service
from bot.preview.simulation import Installation, admit_attachments, install
from bot.settings import Settings
from bot.texts.refusal import RefusalError
from discord_api import problems
from index import Article, Library
from kept_parsers import kept_parsers
from library_room import Desk
from papers import Paper, running_paper
from rooms import Room
from web_server import PAGE, Site, running_site

if TYPE_CHECKING:
    from bot_process import WiredChannel
    from wire import Wire

# Speed is measured in benchmarks: a machine with other work to do fails no test.
hypothesis_settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("patient")

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


# Real seconds that simcord waits for the bot; a parser that starts takes some on a busy machine.
PATIENCE_S = 60.0
# Real seconds after which simcord looks again whether the bot is done; its own 0.05 are most of a press.
Env._settle_internal.__kwdefaults__["idle"] = 0.002  # type: ignore[index]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        # Behind the others: what a test asks of simcord itself comes first.
        item.add_marker(pytest.mark.simcord(settle_timeout=PATIENCE_S), append=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    """Keep what was covered by now: a worker of pytest-xdist may be ended before it ends by itself."""
    if (measuring := coverage.Coverage.current()) is not None:
        measuring.save()


@pytest.fixture(autouse=True, scope="session")
def parsers() -> Iterator[None]:
    """Let readings leave their parsers to the next ones; test_worker.py has its own."""
    with kept_parsers():
        yield


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
def simcord_bot(settings: Settings) -> Service:
    return admit_attachments(create_bot(settings))


@pytest.fixture
def installation() -> Installation:
    """How the test's interactions come about; see bot.preview.simulation."""
    return Installation()


@pytest.fixture
async def simcord_env(simcord_env: Env, installation: Installation) -> AsyncIterator[Env]:
    """Run the simulated Discord; at the end, every request of the test must be valid.

    A refusal that was told to a person is no error of the bot.
    """
    install(simcord_env.backend, installation)
    yield simcord_env
    looked_at = simcord_env._errors_acknowledged
    # Asked for, they count as looked at: simcord raises none of these once more.
    raised = simcord_env.errors[looked_at:]
    await simcord_env.bot.close()
    assert [one for one in raised if not isinstance(getattr(one, "original", None), RefusalError)] == []
    assert problems(simcord_env.http_requests) == []


@pytest.fixture
def room(simcord_env: Env, settings: Settings) -> Room:
    return Room.furnish(simcord_env, settings)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    """Run a web server on this machine, with one page."""
    async with running_site() as running:
        running.page(PAGE)
        yield running


@pytest.fixture
async def wire() -> AsyncIterator["Wire"]:
    """Run a Discord on this machine for a bot that is a process of its own."""
    from wire import Wire  # noqa: PLC0415  it skips where simcord has other inner parts

    wire = Wire()
    await wire.open()
    yield wire
    await wire.close()


@pytest.fixture
def wired(wire: "Wire", tmp_path: Path) -> "WiredChannel":
    from bot_process import WiredChannel  # noqa: PLC0415

    return WiredChannel(wire, tmp_path)


@pytest.fixture
def desk(room: Room) -> Desk:
    """A member with the right to look after the server's articles, and what such a member does."""
    return Desk(room, room.librarian())


@pytest.fixture
async def paper(room: Room, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Paper]:
    """A feed on a web server of this machine, which the bot is allowed to ask."""
    async with running_paper(room, monkeypatch) as running:
        yield running
