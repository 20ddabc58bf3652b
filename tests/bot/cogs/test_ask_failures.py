import logging
import re
import threading
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.interactions import errors
from bot.libraries import libraries
from bot.libraries.scopes import Scope
from bot.scheduling import deadlines
from bot.scheduling.fair_queue import FairThreads
from bot.settings import Settings
from bot.texts import voice
from index import Answer, Article, Library
from index.lookup.lookup import Lookup
from rooms import BRIDGE, QUESTION, Room

ERROR_ID = re.compile(r"\(error ([0-9a-f]{8})\)")


async def test_a_channel_where_the_bot_may_not_write_is_only_logged(
    room: Room, articles: tuple[Article, ...], caplog: pytest.LogCaptureFixture
) -> None:
    room.env.inject_error("POST", "/channels/*/messages", status=403, code=50013)
    await room.alice.send(room.channel, f"{room.mention} {QUESTION}")
    assert len(room.channel.history()) == 1
    assert "Could not answer in channel" in caplog.text


async def test_an_interaction_that_is_gone_is_only_logged(
    room: Room, articles: tuple[Article, ...], caplog: pytest.LogCaptureFixture
) -> None:
    room.env.inject_error("POST", "/webhooks/*", status=404, code=10015)
    assert (await room.alice.slash(room.channel, "ask", question=QUESTION)).acknowledged
    assert [type(error.original) for error in room.env.errors] == [discord.NotFound]  # type: ignore[attr-defined]
    assert "Could not answer in channel" in caplog.text


def destroy(library: Path) -> None:
    for file in library.glob("*.sqlite*"):
        file.write_bytes(b"no database " * 100)


def assert_told(texts: list[str], caplog: pytest.LogCaptureFixture) -> None:
    """One line, with an id under which the log has a traceback."""
    (line,) = texts
    match = ERROR_ID.search(line)
    assert match is not None
    (record,) = [record for record in caplog.records if match[1] in record.getMessage()]
    assert record.exc_info is not None
    assert record.levelno == logging.ERROR


async def test_a_broken_library_is_told_in_one_line_with_an_id_that_the_log_has(
    room: Room, settings: Settings, articles: tuple[Article, ...], caplog: pytest.LogCaptureFixture
) -> None:
    destroy(settings.library)
    assert_told(await room.ask(), caplog)
    assert len(room.env.errors) == 1
    caplog.clear()
    assert_told(await room.tell(f"{room.mention} {QUESTION}"), caplog)


async def test_an_unforeseen_error_is_told_without_what_it_says(
    room: Room, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(self: Library, question: str, limit: int, **filters: object) -> Answer:
        raise ValueError("an article's text")

    monkeypatch.setattr(Library, "search", fail)
    texts = await room.tell(f"{room.mention} {QUESTION}")
    assert_told(texts, caplog)
    assert "article" not in texts[0]


async def test_a_search_that_takes_too_long_is_given_up_and_never_blocks_the_bot(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without simcord: it waits for work in threads before it lets a timeout pass.
    monkeypatch.setattr(deadlines, "ANSWERED_S", 0.05)
    let_go = threading.Event()
    monkeypatch.setattr(Library, "search", lambda *_, **__: let_go.wait(60))
    opened = libraries.Libraries(settings)
    await opened.open()
    deadlines.begin(lambda: True)
    with pytest.raises(deadlines.SlowSearchError):
        await opened.search(Scope(0, ("main",)), QUESTION)
    # Given up while it was under way.
    assert not let_go.is_set()
    let_go.set()
    await opened.close()


@pytest.mark.parametrize("way", ["read", "every", "suggest", "outlets"])
async def test_whatever_is_looked_up_has_a_time_limit(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setattr(deadlines, "ANSWERED_S", 0.05)

    let_go = threading.Event()

    def slow(*_: Any, **__: Any) -> Any:
        assert let_go.wait(60)

    monkeypatch.setattr(Lookup, "suggest", slow)
    monkeypatch.setattr(Lookup, "outlets", slow)
    shelf = libraries.Libraries(settings)
    await shelf.open()
    scope = Scope(0, ("main",))
    deadlines.begin(lambda: True)
    work: dict[str, Any] = {
        "read": lambda: shelf.read(scope, "main", slow),
        "every": lambda: shelf.every(scope, slow),
        "suggest": lambda: shelf.suggest(scope, "harb"),
        "outlets": lambda: shelf.outlets(scope),
    }
    with pytest.raises(deadlines.SlowSearchError):
        await work[way]()
    let_go.set()
    await shelf.close()


def test_the_limits_leave_time_within_discord_s_three_seconds_and_the_ten_of_an_answer() -> None:
    assert 2.0 <= deadlines.ACKNOWLEDGED_S < 3.0
    assert 5.0 <= deadlines.ANSWERED_S < 10.0


async def test_at_each_door_there_is_a_limit(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    room.add(BRIDGE)
    limited: list[bool] = []
    run = FairThreads.run

    async def watched(*arguments: Any, **options: Any) -> Any:
        limited.append(deadlines.current() is not None)
        return await run(*arguments, **options)

    monkeypatch.setattr(FairThreads, "run", watched)
    await room.ask()
    await room.tell(f"{room.mention} {QUESTION}")
    for command, options in (("lookup", {"article": "harbour"}), ("compare", {"topic": "harbour bridge"})):
        assert (await room.alice.slash(room.channel, command, **options)).acknowledged
    await room.alice.autocomplete(room.channel, "lookup", "article", "harb")
    assert len(limited) >= 5
    assert all(limited)


def test_a_slow_search_is_told_as_such_and_costs_the_log_one_line(caplog: pytest.LogCaptureFixture) -> None:
    line = errors.line(deadlines.SlowSearchError("no answer"), voice("en-US"))
    assert "too long" in line
    match = ERROR_ID.search(line)
    (record,) = caplog.records
    assert match is not None
    assert match[1] in record.getMessage()
    assert record.exc_info is None
