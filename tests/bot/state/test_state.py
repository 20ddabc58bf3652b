"""The bot's memory: rows come back as they were put, expire, and stay within their server."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.state import Preferences, Quoted, State, StateError, answers, database, gaps
from bot.state.migrations import MIGRATIONS
from bot.state.votes import Vote

THIRTY_DAYS_S = 30 * 86_400
QUOTED = (
    Quoted(library="", passage="a#1", best=(3, 9), also_in=("b#2",), span=(1, 20), digest="ab", revision=2),
    Quoted(library="main", passage="b#1"),
)


@pytest.fixture
async def state(tmp_path: Path) -> AsyncIterator[State]:
    state = await State.open(tmp_path)
    yield state
    await state.close()


async def put(state: State, *, guild: int = 1, asker: int = 5) -> str:
    row = await state.answers.put(
        guild=guild, channel=2, asker=asker, quoted=QUOTED, page_size=3, private=True, language="de"
    )
    return row.id


def later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    moment = database.now() + seconds
    for module in (answers, gaps):
        monkeypatch.setattr(module, "now", lambda: moment)


async def test_an_answer_comes_back_as_it_was_put_also_after_a_restart(tmp_path: Path) -> None:
    state = await State.open(tmp_path)
    name = await put(state)
    await state.close()
    state = await State.open(tmp_path)
    row = await state.answers.get(name)
    assert row is not None
    assert (row.guild, row.channel, row.asker, row.quoted) == (1, 2, 5, QUOTED)
    assert (row.page_size, row.private, row.language) == (3, True, "de")
    await state.close()


async def test_answers_are_kept_for_thirty_days(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    name = await put(state)
    await state.votes.put(name, 5, Vote.HELPFUL)
    later(monkeypatch, THIRTY_DAYS_S - 60)
    await state.sweep()
    assert await state.answers.get(name) is not None
    later(monkeypatch, THIRTY_DAYS_S + 60)
    assert await state.answers.get(name) is None
    await state.sweep()
    assert await state.answers.count_of(5) == await state.votes.count_of(5) == 0


@pytest.mark.parametrize("name", ["", "x", "a" * 12, "'; DROP --aa", "a" * 5000])
async def test_an_unknown_id_finds_nothing(state: State, name: str) -> None:
    await put(state)
    assert await state.answers.get(name) is None


async def test_a_member_has_one_vote_an_answer(state: State) -> None:
    name = await put(state)
    assert await state.votes.put(name, 5, Vote.HELPFUL)
    assert not await state.votes.put(name, 5, Vote.HELPFUL)
    assert await state.votes.put(name, 6, Vote.HELPFUL)
    assert await state.votes.put(name, 5, Vote.REPORT)
    assert (await state.votes.count(name, Vote.HELPFUL), await state.votes.count(name, Vote.REPORT)) == (1, 1)


async def test_a_channel_has_its_own_settings_else_the_servers_else_the_defaults(state: State) -> None:
    rows = state.preferences
    assert await rows.of(1, 2) == Preferences()
    await rows.put(1, "passages", 2)
    await rows.put(1, "askers", [7, 8])
    await rows.put(1, "private", True, channel=2)
    assert await rows.of(1, 2) == Preferences(passages=2, askers=(7, 8), private=True)
    assert await rows.of(1, 3) == Preferences(passages=2, askers=(7, 8))
    assert await rows.of(9, 2) == Preferences()
    await rows.put(1, "passages", None)
    assert (await rows.of(1, 2)).passages == 3
    await rows.forget_server(1)
    assert await rows.of(1, 2) == Preferences()


@pytest.mark.parametrize(
    ("name", "value", "channel"), [("passages", 4, 0), ("colour", 1, 0), ("managers", [1], 2)]
)
async def test_a_setting_that_cannot_be_is_refused(
    state: State, name: str, value: object, channel: int
) -> None:
    with pytest.raises(ValueError, match=r"passages|no setting"):
        await state.preferences.put(1, name, value, channel=channel)


async def test_gaps_belong_to_one_server_and_expire(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    for guild in (1, 2):
        await state.gaps.put(guild=guild, asker=5, question=f"asked in {guild}")
    (gap,) = await state.gaps.of_server(1)
    assert gap.question == "asked in 1"
    assert await state.gaps.dismiss(2, [gap.number]) == 0
    assert await state.gaps.dismiss(1, [gap.number]) == 1
    assert await state.gaps.of_server(1) == []
    later(monkeypatch, THIRTY_DAYS_S + 60)
    assert await state.gaps.of_server(2) == []
    await state.sweep()
    assert await state.gaps.count_of(5) == 0


async def test_a_gap_is_seen_until_its_last_second(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = database.now()
    monkeypatch.setattr(gaps, "now", lambda: moment)
    await state.gaps.put(guild=1, asker=5, question="first")
    moment += THIRTY_DAYS_S - 1
    await state.gaps.put(guild=1, asker=6, question="second")
    await state.gaps.put(guild=1, asker=6, question="third")
    await state.sweep()
    assert [gap.question for gap in await state.gaps.of_server(1)] == ["third", "second", "first"]
    moment += 1
    assert [gap.question for gap in await state.gaps.of_server(1)] == ["third", "second"]
    await state.gaps.sweep()
    assert (await state.gaps.count_of(5), await state.gaps.count_of(6)) == (0, 2)
    numbers = [gap.number for gap in await state.gaps.of_server(1)]
    assert await state.gaps.dismiss(1, [*numbers, 99]) == 2


async def test_an_answer_is_there_until_its_last_second(
    state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = database.now()
    monkeypatch.setattr(answers, "now", lambda: moment)
    first = await put(state)
    moment += THIRTY_DAYS_S - 1
    second = await put(state, asker=6)
    await state.answers.sweep()
    assert await state.answers.get(first) is not None
    moment += 1
    assert await state.answers.get(first) is None
    assert await state.answers.count_of(5) == 1
    await state.answers.sweep()
    assert (await state.answers.count_of(5), await state.answers.count_of(6)) == (0, 1)
    assert await state.answers.get(second) is not None
    await state.answers.delete(second)
    assert await state.answers.get(second) is None


async def test_a_member_can_be_forgotten(state: State) -> None:
    kept, gone = await put(state, asker=6), await put(state)
    await state.votes.put(kept, 5, Vote.REPORT)
    await state.gaps.put(guild=1, asker=5, question="?")
    assert await state.answers.forget_member(5) == 1
    assert await state.votes.forget_member(5) == 1
    assert await state.gaps.forget_member(5) == 1
    assert await state.answers.get(gone) is None
    assert await state.answers.get(kept) is not None


async def test_a_server_can_be_forgotten(state: State) -> None:
    kept, gone = await put(state, guild=2), await put(state, guild=1)
    await state.gaps.put(guild=1, asker=5, question="?")
    await state.forget_server(1)
    assert await state.answers.get(gone) is None
    assert await state.answers.get(kept) is not None
    assert await state.gaps.of_server(1) == []


async def test_gaps_of_a_program_that_kept_private_questions_too_are_deleted(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "bot.sqlite3") as db:
        for script in MIGRATIONS[:2]:
            db.executescript(script)
        db.execute("INSERT INTO gaps VALUES (1, 1, 5, 'In secret?', 0, 9e9)")
        db.execute("PRAGMA user_version = 2")
    db.close()
    opened = await State.open(tmp_path)
    assert await opened.gaps.of_server(1) == []
    await opened.gaps.put(guild=1, asker=5, question="In public?")
    await opened.close()
    opened = await State.open(tmp_path)
    assert [gap.question for gap in await opened.gaps.of_server(1)] == ["In public?"]
    await opened.close()


async def test_a_file_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    await (await State.open(tmp_path)).close()
    with sqlite3.connect(tmp_path / "bot.sqlite3") as db:
        db.execute("PRAGMA user_version = 999")
    db.close()
    with pytest.raises(StateError, match=r"version 999.*install a newer"):
        await State.open(tmp_path)


async def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "bot.sqlite3").write_bytes(b"no database " * 100)
    with pytest.raises(StateError, match=r"bot\.sqlite3: .*check the disk"):
        await State.open(tmp_path)


async def test_a_question_that_fails_halfway_changes_nothing(state: State, tmp_path: Path) -> None:
    opened = await database.Database.open(tmp_path / "other.sqlite3")

    def half(db: sqlite3.Connection) -> None:
        db.execute("INSERT INTO votes VALUES ('a', 1, 'helpful', 0)")
        raise RuntimeError("half way")

    with pytest.raises(RuntimeError):
        await opened.run(half)
    assert await opened.run(lambda db: db.execute("SELECT count(*) FROM votes").fetchone()) == (0,)
    await opened.close()
    with pytest.raises(StateError, match="closed"):
        await opened.run(half)
