"""What a server may have: bounds that the operator sets, said clearly when they are met."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bot.intake.drafts import Drafts
from bot.interactions import usage
from bot.preview.simulation import Installation
from bot.quotas import MIB, Quotas, add_within
from bot.state import State
from bot.texts import voice
from index import Article, Library
from library_room import STORY_FILE, Desk, said, told
from rooms import BRIDGE, QUESTION, Room


def bound(room: Room, **quotas: int | None) -> None:
    room.bot.settings = replace(room.settings, quotas=Quotas(**quotas))


def records(number: int, first: int = 0) -> tuple[str, bytes]:
    lines = [json.dumps({"id": f"r{n}", "text": f"Record number {n} is here."}) for n in range(first, number)]
    return "many.jsonl", "\n".join(lines).encode()


def titled(number: int, text: str = "") -> Article:
    return Article(
        id=f"a{number}", title=f"Title {number}", text=text or f"Sentence number {number} is here."
    )


# Articles and bytes


@hypothesis_settings(max_examples=25)
@given(st.integers(0, 6), st.lists(st.integers(0, 7), max_size=12), st.integers(0, 4))
def test_a_library_is_filled_up_to_its_bound_and_updates_need_no_room(
    tmp_path_factory: pytest.TempPathFactory, limit: int, numbers: list[int], there: int
) -> None:
    with Library.open(tmp_path_factory.mktemp("library")) as library:
        library.add([titled(number) for number in range(there)], workers=1)
        kept = add_within(
            library, [titled(number, f"New text {number}.") for number in numbers], Quotas(articles=limit)
        )
        assert len(library) <= max(limit, there)
        assert {one.id for one in library.articles()} >= {f"a{number}" for number in range(there)}
        for number in {*numbers} & {*range(there)}:
            assert library.get(f"a{number}").text == f"New text {number}."
        assert bool(kept.refused) == (kept.bound == "articles")


def test_bytes_are_bounded_and_freed_when_articles_go(tmp_path: Path) -> None:
    long = "Nothing of note happened in the harbour on that day. " * 4000
    with Library.open(tmp_path / "library") as library:
        kept = add_within(library, [titled(n, f"{n} {long}") for n in range(8)], Quotas(megabytes=1))
        assert kept.bound == "megabytes"
        assert 0 < len(library) < 8
        before = library.usage()
        assert before.bytes <= 2 * MIB
        # What is there may be corrected, and may go, but not grow.
        first = next(iter(library.articles()))
        assert add_within(
            library, [titled(int(first.id[1:]), "Short now.")], Quotas(megabytes=0)
        ).report.updated
        assert add_within(library, [titled(int(first.id[1:]), long)], Quotas(megabytes=0)).refused
        library.remove([one.id for one in library.articles()])
        assert library.usage().bytes < before.bytes / 2


async def test_who_adds_more_than_there_is_room_for_is_told_of_what_and_by_whom(
    desk: Desk, installation: Installation
) -> None:
    bound(desk.room, articles=2)
    text = said(await desk.press(await desk.give("source add", file=records(5)), "Add all 5"))
    assert "2 articles added" in text
    assert "no room for 3" in text
    assert "a server may have 2 articles" in text
    assert "whoever runs this bot" in text
    with installation.speaking("de"):
        preview = await desk.give("source add", file=records(9, first=6))
        text = said(await desk.press(preview, "Alle 3 aufnehmen"))
    assert "ein Server darf 2 Artikel haben" in text


async def test_what_a_server_has_above_a_new_bound_is_read_updated_and_removed(desk: Desk) -> None:
    desk.room.add(BRIDGE, titled(1), titled(2))
    bound(desk.room, articles=1, megabytes=0)
    assert "close on Monday" in " ".join(await desk.room.ask())
    update = ("a.jsonl", json.dumps({"id": "a1", "text": "Sentence 1."}).encode())
    assert "1 updated" in said(await desk.press(await desk.give("source add", file=update), "Add"))
    assert "3 of 1" in said(await desk.give("source list"))
    await desk.press(await desk.give("source remove", article="a2"), "Remove for good")
    assert "2 of 1" in said(await desk.give("source list"))


async def test_what_the_operator_adds_has_no_bound(desk: Desk) -> None:
    bound(desk.room, articles=1)
    desk.room.add(*(titled(number) for number in range(5)))
    with Library.open(desk.room.own_library) as library:
        assert len(library) == 5


# Previews


async def test_only_so_many_previews_wait_and_room_comes_back(desk: Desk) -> None:
    bound(desk.room, drafts=1)
    first = await desk.give("source add", file=STORY_FILE)
    refusal = told(await desk.give("source add", file=STORY_FILE))
    assert "it may have 1" in refusal
    assert "whoever runs this bot" in refusal.lower()
    await desk.press(first, "Cancel")
    assert "Preview" in said(await desk.give("source add", file=STORY_FILE))


def test_previews_of_one_server_push_out_none_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.intake.drafts.MOST_CHARACTERS", 1000)
    drafts = Drafts()
    mine = drafts.put(guild=2, owner=2, articles=[Article(text="x" * 100)], problems=[])
    for _ in range(20):
        last = drafts.put(guild=1, owner=1, articles=[Article(text="x" * 300)], problems=[])
    assert drafts.get(mine.id, guild=2, member=2) is mine
    assert drafts.get(last.id, guild=1, member=1) is last
    assert drafts.count(1) == 3


# Questions


async def test_a_server_has_so_many_questions_a_day_also_after_a_restart(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.add(BRIDGE)
    bound(room, questions=2)
    assert "close on Monday" in " ".join(await room.ask())
    assert "close on Monday" in " ".join(await room.tell(f"{room.mention} {QUESTION}"))
    assert "2 questions of today" in " ".join(await room.ask())
    await room.restart()
    bound(room, questions=2)
    assert "midnight UTC" in " ".join(await room.tell(f"{room.mention} {QUESTION}"))
    bound(room, questions=None)
    assert "close on Monday" in " ".join(await room.ask())
    bound(room, questions=2)
    monkeypatch.setattr("bot.state.daily_counts.DAY_S", 24 * 3600 + 7)  # another day
    assert "close on Monday" in " ".join(await room.ask())


async def test_days_that_are_over_are_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state = await State.open(tmp_path)
    counts = state.daily_counts
    assert await counts.take(1, usage.QUESTIONS, 3, 5) == 3
    assert await counts.take(1, usage.QUESTIONS, 3, 5) == 2
    assert await counts.take(2, usage.QUESTIONS, 1, 5) == 1
    assert await counts.used(1, usage.QUESTIONS) == 5
    monkeypatch.setattr("bot.state.daily_counts.DAY_S", 3600)
    await counts.sweep()
    monkeypatch.undo()
    assert await counts.used(1, usage.QUESTIONS) == 0
    await state.close()


# Where a manager looks


async def test_usage_is_shown_to_those_who_run_the_server_in_their_language(
    desk: Desk, installation: Installation
) -> None:
    desk.room.add(BRIDGE)
    bound(desk.room, articles=1)
    assert "articles: 1 of 1" in said(await desk.give("source list"))
    text = said(await desk.give("doctor"))
    assert "has used all that it may (articles: 1 of 1)" in text
    assert "whoever runs this bot" in text
    with installation.speaking("de"):
        assert "Artikel: 1 von 1" in said(await desk.give("doctor"))
    assert "articles: 1" not in said(await Desk(desk.room, desk.room.alice).give("doctor"))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["articles: 12,345 of 20,000", "questions today: 5,678"]),
        ("de", ["Artikel: 12.345 von 20.000", "Fragen heute: 5.678"]),
    ],
)
def test_numbers_of_usage_are_written_as_the_language_writes_them(language: str, said: list[str]) -> None:
    used = usage.Usage(articles=12_345, questions=5_678)
    line = usage.summary(used, Quotas(questions=None), voice(language))
    assert [part for part in said if part not in line] == []
