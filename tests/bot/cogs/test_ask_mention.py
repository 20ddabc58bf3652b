import discord
import pytest

from bot.answers.answer import QUESTION_CHARACTERS
from index import Article
from rooms import QUESTION, Room, sends, shown


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
    assert "`/ask`" in (await room.tell(f" {room.mention} "))[0]


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
