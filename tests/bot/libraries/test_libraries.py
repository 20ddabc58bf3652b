"""Walls between servers, and what the libraries of one scope find together."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from simcord import Env

from bot.libraries.libraries import Libraries
from bot.libraries.open_libraries import OpenLibraries
from bot.libraries.scopes import OWN, Scope
from bot.preview.simulation import Installation
from bot.settings import Settings
from gates import Gate
from index import Article, Library, LibraryError
from rooms import BRIDGE, QUESTION, Room, shown

SCIENCE = Article(title="Comet", outlet="Science Desk", text="A comet will pass the harbour bridge in May.")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    with Library.open(tmp_path / "science") as library:
        library.add([SCIENCE])
    return Settings.from_env(
        {
            "DISCORD_TOKEN": "a.token.of.tests",
            "PULLQUOTE_DATA": str(tmp_path / "data"),
            "PULLQUOTE_SHARED": f"science={tmp_path / 'science'}",
        }
    )


@pytest.fixture
async def libraries(settings: Settings) -> AsyncIterator[Libraries]:
    libraries = Libraries(settings)
    await libraries.open()
    yield libraries
    await libraries.close()


async def test_a_servers_articles_are_found_in_that_server_and_in_no_other(
    room: Room, simcord_env: Env, settings: Settings
) -> None:
    other = Room.furnish(simcord_env, settings, "Elsewhere")
    room.add(BRIDGE)
    assert "close on Monday" in (await room.ask())[1]
    assert "no articles yet" in (await other.ask())[1]
    assert not other.own_library.exists()
    assert "Nothing found" in " ".join(await room.tell(f"{room.mention} volcanoes"))
    assert "no articles yet" in " ".join(await other.tell(f"{other.mention} {QUESTION}"))


async def test_a_direct_message_never_sees_a_servers_articles(room: Room) -> None:
    room.add(BRIDGE)
    bob = room.env.create_user("bob")
    room.guild.add_member(bob)
    await bob.send_dm(QUESTION)
    text = " ".join(shown(bob.dm_channel.last_message))
    assert "close on Monday" not in text
    assert "Science Desk" in text


async def test_a_call_that_a_user_installed_sees_shared_libraries_alone_and_is_private(
    room: Room, installation: Installation
) -> None:
    room.add(BRIDGE)
    with installation.by_user():
        result = await room.alice.slash(room.channel, "ask", question=QUESTION)
    assert result.acknowledged
    assert result.ephemeral
    assert result.response is not None
    text = " ".join(shown(result.response.message))
    assert "close on Monday" not in text
    assert "Science Desk" in text


async def test_a_server_searches_the_shared_libraries_that_it_chose_and_its_hits_say_so(room: Room) -> None:
    room.add(BRIDGE)
    assert "comet" not in " ".join(await room.ask())
    await room.prefer("shared", ["science"])
    texts = await room.ask()
    assert "close on Monday" in texts[1]
    assert any("comet" in text for text in texts)
    assert [text for text in texts if "shared library science" in text] == [texts[-1]]
    await room.prefer("shared", ["science", "withdrawn by the operator"])
    assert any("comet" in text for text in await room.ask())


async def test_a_library_outside_the_scope_cannot_be_read(libraries: Libraries) -> None:
    for scope, name in ((Scope(0, ("main",)), OWN), (Scope(0, ("main",)), "science"), (Scope(1, ()), "main")):
        with pytest.raises(KeyError):
            await libraries.read(scope, name, len)


async def test_only_a_server_has_a_library_to_write_to(libraries: Libraries) -> None:
    with pytest.raises(KeyError):
        await libraries.write(0, len)
    report = await libraries.write(7, lambda library: library.add([BRIDGE]))
    assert len(report.added) == 1
    assert await libraries.read(Scope(7, ()), OWN, len) == 1
    assert await libraries.read(Scope(8, ()), OWN, len) is None


async def test_a_server_reads_once_at_a_time_and_others_beside_it(
    libraries: Libraries,
) -> None:
    gate = Gate()
    for guild in (7, 8):
        await libraries.write(guild, lambda library: library.add([BRIDGE]))

    def reading(guild: int, name: str) -> asyncio.Task[str | None]:
        work = gate.work(name)
        return asyncio.create_task(libraries.read(Scope(guild, ()), OWN, lambda _: work()))

    tasks = [reading(7, "first"), reading(7, "second")]
    await gate.until_started(1)
    tasks.append(reading(8, "other"))
    await gate.until_started(2)
    gate.open()
    assert gate.started[:2] == ["first", "other"]
    assert await asyncio.gather(*tasks) == ["first", "second", "other"]


async def test_passages_are_found_by_the_id_of_one_until_their_article_is_removed(
    libraries: Libraries,
) -> None:
    report = await libraries.write(7, lambda library: library.add([BRIDGE]))
    scope, name = Scope(7, ()), f"{report.added[0]}#1"
    found = await libraries.around(scope, OWN, name)
    assert found is not None
    assert (found.before, found.passage.text, found.after) == ((), BRIDGE.text, ())
    assert await libraries.around(scope, OWN, f"{report.added[0]}#99") is None
    await libraries.write(7, lambda library: library.remove(report.added))
    assert await libraries.around(scope, OWN, name) is None


async def test_a_search_is_narrowed_by_outlet_days_and_articles(libraries: Libraries) -> None:
    days = ("2026-03-01", "2026-03-02", "2026-03-03")
    texts = ("Crews say the bridge closed at noon.", "The bridge closed.", "A bridge over the fjord closed.")
    papers = [
        Article(id=f"a{n}", outlet=f"Paper {n}", published=day, text=text)
        for n, (day, text) in enumerate(zip(days, texts, strict=True))
    ]
    await libraries.write(7, lambda library: library.add(papers))

    async def found(**options: object) -> set[str]:
        answer = await libraries.search(Scope(7, ()), "bridge closed", **options)  # type: ignore[arg-type]
        return {row.hit.passage.article.id for row in answer.hits}

    assert await found() == {"a0", "a1", "a2"}
    assert await found(outlet="Paper 1") == {"a1"}
    assert await found(after=date(2026, 3, 2)) == {"a1", "a2"}
    assert await found(before=date(2026, 3, 2)) == {"a0", "a1"}
    assert await found(within={OWN: ["a2"], "science": ["a0"]}) == {"a2"}
    # Where none of these answers, all are asked.
    assert await found(within={OWN: ["gone"]}) == {"a0", "a1", "a2"}
    assert await found(within={"science": ["a0"]}) == {"a0", "a1", "a2"}


async def test_a_shared_library_that_is_not_there_is_named(settings: Settings, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "science")
    libraries = Libraries(settings)
    with pytest.raises(LibraryError, match=r"PULLQUOTE_SHARED.*science.*pullquote add"):
        await libraries.open()
    await libraries.close()


async def test_a_shared_library_that_lost_its_database_is_not_called_absent(
    settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "science" / "library.sqlite").unlink()
    libraries = Libraries(settings)
    with pytest.raises(LibraryError, match=r"science.*had 1 articles.*restore a backup.*check --repair"):
        await libraries.open()
    await libraries.close()


# Open libraries


def test_only_so_many_libraries_stay_open_and_those_that_rested_longest_go(tmp_path: Path) -> None:
    opened = OpenLibraries(limit=2)
    for name in ("a", "b", "a", "c"):
        with opened.borrow(tmp_path / name):
            pass
    assert {folder.name for folder in opened.open_folders()} == {"a", "c"}
    opened.close_idle(idle_s=0)
    assert opened.open_folders() == set()


def test_a_library_in_use_is_not_closed(tmp_path: Path) -> None:
    opened = OpenLibraries(limit=1)
    with opened.borrow(tmp_path / "a") as library:
        with opened.borrow(tmp_path / "b"):
            pass
        opened.close_idle(idle_s=0)
        assert len(library) == 0
        assert {folder.name for folder in opened.open_folders()} == {"a"}
    opened.close()


async def test_threads_that_borrow_at_once_share_one_library(tmp_path: Path) -> None:
    opened = OpenLibraries()

    def borrow() -> int:
        with opened.borrow(tmp_path / "a") as library:
            return id(library)

    assert len(set(await asyncio.gather(*(asyncio.to_thread(borrow) for _ in range(20))))) == 1
    opened.close()
