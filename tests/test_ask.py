import logging
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord import ChannelHandle, Env, MemberActor

from bot import incidents, servers
from bot.ask import QUESTION_CHARACTERS
from bot.markdown import unquote
from bot.settings import Settings
from index import Answer, Article, Library

QUESTION = "When does the harbour bridge close?"
DEFERRED = {"type": 5}
ERROR_ID = re.compile(r"\(error ([0-9a-f]{8})\)")


@dataclass(frozen=True)
class Room:
    """A channel of a server with the bot and one member in it."""

    env: Env
    channel: ChannelHandle
    alice: MemberActor
    mention: str

    async def ask(self, question: str = QUESTION) -> list[str]:
        """The texts of the one message that answers /ask, which was acknowledged first of all."""
        before = len(self.env.http_requests)
        result = await self.alice.slash(self.channel, "ask", question=question)
        assert result.acknowledged
        assert self.env.http_requests[before].json == DEFERRED
        assert result.followups == []
        assert result.response is not None
        return shown(result.response.message)

    async def tell(self, content: str) -> list[str]:
        """The texts of the one message that answers this one."""
        before = len(self.channel.history())
        await self.alice.send(self.channel, content)
        assert len(self.channel.history()) == before + 2
        return shown(self.channel.last_message)


@pytest.fixture
def room(simcord_env: Env) -> Room:
    guild = simcord_env.create_guild()
    assert simcord_env.bot.user is not None
    return Room(
        env=simcord_env,
        channel=guild.create_text_channel("news"),
        alice=guild.add_member(simcord_env.create_user("alice")),
        mention=simcord_env.bot.user.mention,
    )


def shown(message: discord.Message | None) -> list[str]:
    """The texts of a card, in order."""
    assert message is not None
    texts = []
    todo: list[Any] = list(message.components)
    while todo:
        component = todo.pop(0)
        todo = [*getattr(component, "children", ()), *todo]
        if isinstance(component, discord.TextDisplay):
            texts.append(component.content)
    return texts


def sends(env: Env) -> list[Any]:
    return [request.json for request in env.http_requests if "components" in (request.json or ())]


# /ask


async def test_ask_shows_the_passage_word_for_word_with_its_source(
    room: Room, articles: tuple[Article, ...]
) -> None:
    question, quote, label = await room.ask()
    assert question == f"-# {QUESTION}"
    assert unquote(quote) in articles[0].text
    assert "close on Monday" in quote
    assert label.startswith(
        "-# Aldmoor Courier, 4 Mar 2026, “Harbour bridge closes for repairs”, passage 1 of 1"
    )
    assert "(<https://courier.example/bridge>)" in label


async def test_ask_says_plainly_that_nothing_was_found(room: Room, articles: tuple[Article, ...]) -> None:
    texts = await room.ask("How do volcanoes form under glaciers?")
    assert "Nothing found" in texts[1]
    assert not any(text.startswith("> ") for text in texts)


async def test_ask_says_when_there_are_no_articles_at_all(room: Room) -> None:
    assert "no articles yet" in (await room.ask())[1]


async def test_articles_that_the_operator_adds_are_found_without_a_restart(
    room: Room, settings: Settings
) -> None:
    await room.ask("Who grows saffron?")
    with Library.open(settings.library) as library:
        library.add([Article(text="Farmers near Torvik have begun to grow saffron.", title="Saffron")])
    assert "saffron" in (await room.ask("Who grows saffron?"))[1]


async def test_discord_itself_refuses_a_question_that_is_too_long(room: Room) -> None:
    (command,) = room.env.bot.tree.get_commands()  # type: ignore[attr-defined]
    assert command.to_dict(room.env.bot.tree)["options"][0]["max_length"] == QUESTION_CHARACTERS  # type: ignore[attr-defined]


async def test_a_blank_question_gets_help(room: Room) -> None:
    assert "`/ask`" in (await room.ask("  "))[1]


async def test_ask_works_in_direct_messages(room: Room, articles: tuple[Article, ...]) -> None:
    bob = room.env.create_user("bob")
    result = await bob.slash("ask", question=QUESTION)
    assert result.acknowledged
    assert "close on Monday" in shown(bob.dm_channel.last_message)[1]


async def test_an_answer_mentions_nobody_and_brings_no_preview(
    room: Room, articles: tuple[Article, ...]
) -> None:
    await room.alice.slash(room.channel, "ask", question="@everyone harbour bridge")
    await room.alice.send(room.channel, f"{room.mention} harbour bridge")
    messages = sends(room.env)
    assert len(messages) == 2
    for message in messages:
        assert message["allowed_mentions"] == {"parse": []}
        assert discord.MessageFlags._from_value(message["flags"]).suppress_embeds


# Mentions


@pytest.mark.parametrize(
    "form", ["{0} {1}", "{1} {0}", "When does the {0} harbour bridge close?", "{0}{1}{0}"]
)
async def test_a_mention_is_answered_wherever_it_stands(
    room: Room, form: str, articles: tuple[Article, ...]
) -> None:
    texts = await room.tell(form.format(room.mention, QUESTION))
    assert texts[0] == f"-# {QUESTION}"
    assert "close on Monday" in texts[1]


async def test_an_answer_points_to_the_message_that_asked(room: Room, articles: tuple[Article, ...]) -> None:
    await room.tell(f"{room.mention} {QUESTION}")
    asked, answer = room.channel.history()
    assert answer.reference is not None
    assert answer.reference.message_id == asked.id


async def test_the_old_form_of_a_mention_is_understood(room: Room, articles: tuple[Article, ...]) -> None:
    texts = await room.tell(f"{room.mention.replace('@', '@!')} {QUESTION}")
    assert texts[0] == f"-# {QUESTION}"


async def test_the_bot_shows_that_it_is_typing(room: Room, articles: tuple[Article, ...]) -> None:
    await room.alice.send(room.channel, f"{room.mention} {QUESTION}")
    assert f"/channels/{room.channel.id}/typing" in [request.path for request in room.env.http_requests]


async def test_an_answer_comes_even_when_typing_fails(room: Room, articles: tuple[Article, ...]) -> None:
    room.env.inject_error("POST", "/channels/*/typing")
    assert "close on Monday" in (await room.tell(f"{room.mention} {QUESTION}"))[1]


async def test_an_empty_mention_gets_help(room: Room) -> None:
    assert "`/ask`" in (await room.tell(f" {room.mention} "))[1]


async def test_a_question_that_is_too_long_is_refused_in_one_line(room: Room) -> None:
    texts = await room.tell(room.mention + "x" * (QUESTION_CHARACTERS + 7))
    assert texts == ["A question can have up to 500 characters; this one has 507."]


async def test_a_message_without_a_mention_is_left_alone(room: Room, articles: tuple[Article, ...]) -> None:
    await room.alice.send(room.channel, QUESTION)
    assert len(room.channel.history()) == 1


async def test_everyone_a_role_or_somebody_else_is_no_mention_of_the_bot(
    room: Room, articles: tuple[Article, ...]
) -> None:
    role = room.env.guild.create_role("Bots")
    for addressee in ("@everyone", "@here", role.mention, room.alice.mention):
        await room.alice.send(room.channel, f"{addressee} {QUESTION}")
    assert len(room.channel.history()) == 4


async def test_a_reply_to_the_bot_that_does_not_spell_the_mention_is_left_alone(
    room: Room, articles: tuple[Article, ...]
) -> None:
    await room.tell(f"{room.mention} {QUESTION}")
    reply = room.channel.last_message
    assert reply is not None
    await room.alice.send(room.channel, "thanks, bridge!", reply_to=reply)
    assert len(room.channel.history()) == 3
    await room.alice.send(room.channel, f"{room.mention} {QUESTION}", reply_to=reply)
    assert len(room.channel.history()) == 5


async def test_bots_and_webhooks_are_ignored(room: Room, articles: tuple[Article, ...]) -> None:
    robot = room.env.guild.add_member(room.env.create_user("robot", bot=True))
    await robot.send(room.channel, f"{room.mention} {QUESTION}")
    await room.env.guild.create_webhook(room.channel).send(f"{room.mention} {QUESTION}")
    assert len(room.channel.history()) == 2


async def test_a_direct_message_needs_no_mention(room: Room, articles: tuple[Article, ...]) -> None:
    bob = room.env.create_user("bob")
    for content in (QUESTION, f"{room.mention} {QUESTION}"):
        await bob.send_dm(content)
        texts = shown(bob.dm_channel.last_message)
        assert texts[0] == f"-# {QUESTION}"
        assert "close on Monday" in texts[1]


async def test_without_the_right_to_read_the_history_the_answer_is_no_reply(
    room: Room, articles: tuple[Article, ...]
) -> None:
    guild = room.env.create_guild()
    closed = discord.PermissionOverwrite(read_message_history=False)
    channel = guild.create_text_channel("closed", overwrites={guild.default_role: closed})
    carol = guild.add_member(room.env.create_user("carol"))
    await carol.send(channel, f"{room.mention} {QUESTION}")
    (message,) = sends(room.env)
    assert "message_reference" not in message


# When something fails


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
    def fail(self: Library, question: str) -> Answer:
        raise ValueError("an article's text")

    monkeypatch.setattr(Library, "search", fail)
    texts = await room.tell(f"{room.mention} {QUESTION}")
    assert_told(texts, caplog)
    assert "article" not in texts[0]


async def test_a_search_that_takes_too_long_is_given_up_and_never_blocks_the_bot(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without simcord: it waits for work in threads before it lets a timeout pass.
    monkeypatch.setattr(servers, "SEARCH_SECONDS", 0.05)
    monkeypatch.setattr(Library, "search", lambda _self, _question: time.sleep(0.5))
    shelf = servers.Servers(settings.library)
    await shelf.open()
    began = time.perf_counter()
    with pytest.raises(servers.SlowSearchError):
        async with servers.patience():
            await shelf.search(QUESTION)
    assert time.perf_counter() - began < 0.4
    await shelf.close()


def test_a_slow_search_is_told_as_such(caplog: pytest.LogCaptureFixture) -> None:
    line = incidents.record(servers.SlowSearchError("no answer"))
    assert "too long" in line
    assert_told([line], caplog)
