"""Walls between servers, and what the libraries of one scope find together."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from simcord import Env

from bot.libraries.libraries import Libraries
from bot.libraries.merged_hits import merge
from bot.libraries.open_libraries import OpenLibraries
from bot.libraries.scopes import OWN, Scope
from bot.preview.simulation import Installation
from bot.settings import Settings
from index import Answer, Article, Hit, Library, LibraryError, Passage
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


# Merging


def hit(score: float, text: str = "", outlet: str = "") -> Hit:
    article = Article(text=text or f"Text that scores {score}.", id="a", outlet=outlet)
    passage = Passage(article=article, serial=1, start=0, end=len(article.text), position=1, total=1)
    return Hit(passage=passage, score=score, bm25=score)


def answer(confidence: float, *hits: Hit, nearest: tuple[Article, ...] = ()) -> Answer:
    return Answer(question="?", hits=hits, confidence=confidence, took_ms=1.0, nearest=nearest)


def merged(answers: dict[str, Answer], limit: int) -> list[tuple[str, float]]:
    return [(row.library, row.hit.score) for row in merge("?", answers, limit).hits]


def test_hits_merge_by_their_library_sureness_and_share_of_its_best_score() -> None:
    own, main = answer(0.6, hit(3.0), hit(1.0)), answer(0.9, hit(90.0), hit(60.0), hit(15.0))
    assert merged({OWN: own, "main": main}, 4) == [("main", 90.0), (OWN, 3.0), ("main", 60.0), (OWN, 1.0)]
    assert merged({"main": answer(0.5, hit(1.0)), OWN: answer(0.5, hit(9.0))}, 1) == [("main", 1.0)]


def test_each_library_keeps_its_own_order() -> None:
    # Of an article that stands first already, a passage comes later than its score says.
    own = answer(0.9, hit(9.0), hit(2.0), hit(8.0))
    assert merged({OWN: own}, 3) == [(OWN, 9.0), (OWN, 2.0), (OWN, 8.0)]
    assert merged({OWN: own, "main": answer(0.8, hit(10.0))}, 3) == [(OWN, 9.0), ("main", 10.0), (OWN, 2.0)]


def test_a_passage_that_two_libraries_have_from_one_outlet_is_one_hit() -> None:
    own = answer(0.9, hit(9.0, "Fog closed the port.", "Ledger"))
    copy, other = hit(5.0, "Fog closed\nthe port.", "Ledger"), hit(4.0, "Fog closed the port.", "Wire")
    assert merged({OWN: own, "main": answer(0.9, copy, other)}, 3) == [(OWN, 9.0), ("main", 4.0)]


def test_what_comes_near_is_offered_only_where_nothing_answers() -> None:
    near = answer(0.2, nearest=(BRIDGE,))
    assert merge("?", {OWN: near}, 3).nearest == (BRIDGE,)
    assert merge("?", {OWN: near, "main": answer(0.9, hit(1.0))}, 3).nearest == ()


def test_of_what_comes_near_three_are_offered_and_what_is_damaged_is_counted() -> None:
    many = tuple(Article(id=str(number), text="Near.") for number in range(4))
    near = answer(0.2, nearest=many[:2])
    both = {OWN: replace(near, damaged=("a", "b")), "main": replace(near, nearest=many, damaged=("c",))}
    found = merge("?", both, 3)
    assert found.nearest == (many[0], many[1], many[0])
    assert found.damaged == 3
    assert not found.found
    assert not found.empty
    assert merge("?", {}, 3, empty=True).empty


def test_hits_that_score_nothing_count_by_their_library_alone() -> None:
    both = {OWN: answer(0.5, hit(0.0), hit(0.0)), "main": answer(0.9, hit(2.0), hit(1.0))}
    assert merged(both, 9) == [("main", 2.0), (OWN, 0.0), ("main", 1.0)]
    # However little the best scores, the others count as their share of it.
    both = {OWN: answer(0.9, hit(0.5), hit(0.1)), "main": answer(0.5, hit(7.0))}
    assert merged(both, 9) == [(OWN, 0.5), ("main", 7.0), (OWN, 0.1)]


def test_outlets_are_counted_once_with_those_of_the_copies() -> None:
    copy = replace(hit(2.0, "Fog.", "Reuters"), also_in=(hit(1.0, "Fog.", "Ledger").passage,))
    found = merge("?", {OWN: answer(0.9, copy, hit(1.0, "Rain.", "REUTERS"), hit(0.5, "Snow."))}, 3)
    assert found.outlets == 2


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
