"""The bot of today on a data folder of an earlier version: what was set holds, what was sent works."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord import Env

from bot.interactions import errors
from bot.settings import Settings
from bot.state.preferences import Preferences
from bot.state.votes import Vote
from earlier_data_folder import DESK, GUILD, LIBRARIANS, READERS, EarlierServer, lay_out, move_feed, seen
from index import Library, WithdrawnArticleError
from library_room import Desk, said
from papers import Paper, ask_again, entry, poller, running_paper, titles
from rooms import answer_to, buttons, parts, shown

SEEN = seen()
# What lena asked for; the rest was shown to alice.
LENAS_CARDS = ("private", "source list", "source show", "feed list", "settings", "gaps")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_env({"DISCORD_TOKEN": "a.token.of.tests", "PULLQUOTE_DATA": str(lay_out(tmp_path))})


@pytest.fixture
def server(simcord_env: Env, settings: Settings) -> EarlierServer:
    return EarlierServer.furnish(simcord_env, settings)


def quoted(rows: list[Any]) -> list[tuple[str, str, tuple[int, int] | None]]:
    return [(library, passage, tuple(best) if best else None) for library, passage, best, _ in rows]


def quotes(texts: list[str]) -> list[str]:
    return [text for text in texts if text.startswith("> ")]


def answer_id(message: discord.Message | None) -> str:
    return next(name.split(":")[1] for _, name in buttons(message) if name.startswith("helpful"))


async def test_the_same_questions_find_the_same_passages(server: EarlierServer) -> None:
    for one in SEEN["answers"].values():
        await server.room.ask(one["question"])
        row = await server.room.state.answers.get(answer_id(server.room.channel.last_message))
        assert row is not None
        found = [(q.library, q.passage, q.best) for q in row.quoted]
        assert found == quoted(one["quoted"])


def test_articles_and_their_passages_are_as_they_were(settings: Settings) -> None:
    for folder, articles in (
        (settings.data / "servers" / str(GUILD), SEEN["articles"][""]),
        (settings.library, SEEN["articles"]["main"]),
    ):
        with Library.open(folder) as library:
            library.upgrade()
            assert list(library.check()) == []
            assert {
                one.id: [one.title, one.url, [passage.text for passage in library.passages(one.id)]]
                for one in library.articles()
            } == articles
    with (
        Library.open(settings.data / "servers" / str(GUILD)) as library,
        pytest.raises(WithdrawnArticleError),
    ):
        library.get("goat")


async def test_settings_hold(server: EarlierServer) -> None:
    room = server.room
    kept = Preferences(askers=(READERS,), managers=(LIBRARIANS,), language="de", passages=2, shared=("main",))
    assert await room.state.preferences.of(GUILD) == kept
    assert await room.state.preferences.of(GUILD, DESK) == replace(kept, language="en", private=True)
    stranger = room.guild.add_member(room.env.create_user("stranger"))
    question = SEEN["answers"]["kiln"]["question"]
    refused = answer_to(await stranger.slash(room.channel, "ask", question=question))
    assert refused.flags.ephemeral
    assert not any(name.startswith("helpful") for _, name in buttons(refused))
    private = answer_to(await room.alice.slash(server.desk, "ask", question=question))
    assert private.flags.ephemeral
    assert "Context and citation" in dict(buttons(private))
    assert "Umfeld und Zitat" in dict(buttons(await _public(server, question)))


async def _public(server: EarlierServer, question: str) -> discord.Message:
    await server.room.ask(question)
    message = server.room.channel.last_message
    assert message is not None
    return message


async def test_pages_turn_as_they_did(server: EarlierServer) -> None:
    message = server.post("ferry", server.room.alice)
    assert shown(message) == SEEN["pages"][0]
    await server.room.press("▶️", message=message)
    turned = shown(server.room.channel.last_message)
    assert quotes(turned) == quotes(SEEN["pages"][1]) != []
    # The question, which the bot does not know, stays on the card.
    assert turned[0].splitlines()[0] == SEEN["pages"][0][0].splitlines()[0]


async def test_votes_are_counted_on(server: EarlierServer) -> None:
    room, message = server.room, server.post("ferry", server.room.alice)
    votes, answer = room.state.votes, answer_id(message)
    assert await votes.count(answer, Vote.HELPFUL) == 1
    assert "already" in shown(answer_to(await room.press("Hilfreich", by=server.lena, message=message)))[0]
    assert "Reported" in shown(answer_to(await room.press("Melden", message=message)))[0]
    assert (await votes.count(answer, Vote.HELPFUL), await votes.count(answer, Vote.REPORT)) == (1, 1)


async def test_a_private_answer_is_shared(server: EarlierServer) -> None:
    private = server.post("private", server.lena)
    # Today nothing is shared from where answers are private.
    await server.room.prefer("private", None, channel=DESK)
    await server.room.press("Share", by=server.lena, message=private)
    public = server.desk.last_message
    assert public is not None
    assert public.id != private.id
    assert shown(public)[1:] == shown(private)[1:]


async def test_an_answer_is_deleted_by_who_asked(server: EarlierServer) -> None:
    message = server.post("kiln", server.room.alice)
    await server.room.press("🗑️", message=message)
    assert server.room.channel.history() == []
    assert await server.room.state.answers.get(answer_id(message)) is None


@pytest.mark.parametrize("name", [one["name"] for one in SEEN["cards"] if one["name"] != "nothing"])
async def test_all_that_can_be_pressed_on_a_card_does_what_it_did(
    server: EarlierServer, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong: list[Exception] = []

    async def tell(_: discord.Interaction[Any], error: Exception) -> None:
        wrong.append(error)

    monkeypatch.setattr(errors, "tell", tell)
    presser = server.lena if name in LENAS_CARDS else server.room.alice
    await server.room.prefer("private", None, channel=DESK)
    pressed = 0
    for part in parts(server.post(name, presser)):
        # Each on a card of its own: what was pressed before may have changed it.
        card, of_card = server.post(name, presser), {"custom_id": getattr(part, "custom_id", None)}
        if isinstance(part, discord.Button) and part.custom_id and not part.disabled:
            result = await presser.click(card, **of_card)
        elif isinstance(part, discord.SelectMenu) and part.options:
            result = await presser.select(card, [part.options[-1].value], **of_card)
        else:
            continue
        pressed += 1
        assert result.acknowledged
        assert wrong == [], part
    assert pressed


async def test_gaps_of_before_are_not_shown_and_new_ones_are(server: EarlierServer) -> None:
    desk = Desk(server.room, server.lena)
    assert SEEN["nothing"] not in said(await desk.give("gaps"))
    await server.room.ask("Which comet passed the lighthouse?")
    assert "Which comet passed the lighthouse?" in said(await desk.give("gaps"))


async def test_a_file_that_was_added_is_known(server: EarlierServer) -> None:
    desk = Desk(server.room, server.lena)
    preview = await desk.give("source add", file=("pier.txt", SEEN["file"].encode()))
    assert "1 was there already" in said(await desk.press(preview, "Add"))


@pytest.fixture
async def paper(server: EarlierServer, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Paper]:
    """Let the feed that the server follows be read again, with the entries that it had."""
    async with running_paper(server.room, monkeypatch) as running:
        running.entries = [*SEEN["entries"]]
        move_feed(server.room.settings.data, running.site.url("/feed"))
        yield running


async def test_the_feed_is_asked_when_its_time_has_come_for_what_is_new(
    server: EarlierServer, paper: Paper
) -> None:
    assert "Fen News" in said(await Desk(server.room, server.lena).give("feed list"))
    await poller(server.room).poll_due()
    assert paper.asked == []
    row = await ask_again(server.room)
    assert [one.headers["If-None-Match"] for one in paper.asked] == ['"4"']
    assert (row.problem, row.failures, row.added) == ("", 0, 4)


async def test_the_feed_brings_nothing_a_second_time_and_what_is_new_once(
    server: EarlierServer, paper: Paper
) -> None:
    before = titles(server.room)
    # All of them once more, two of them as campaigns and corrections change them, and one that is new.
    paper.entries[0] = paper.entries[0].replace("KARANGA", "OTHER")
    paper.entries[3] = paper.entries[3].replace("1490", "7").replace("Ostley", "Ostley again")
    paper.entries.append(entry("Tram"))
    assert (await ask_again(server.room)).added == 5
    assert titles(server.room) == sorted([*before, "Tram"])
    paper.entries.append("<!-- -->")
    assert (await ask_again(server.room)).added == 5
    assert titles(server.room) == sorted([*before, "Tram"])
