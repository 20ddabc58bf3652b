"""The buttons under an answer: pages, votes, sharing, deleting."""

import discord
import pytest
from simcord import Env
from undo_markdown import unquote

from bot.settings import Settings
from bot.state.votes import Vote
from index import Library
from newsroom import FERRY, ferries
from rooms import Room, answer_to, buttons, shown


@pytest.fixture
def ferry_room(room: Room) -> Room:
    room.add(*ferries())
    return room


def answer_id(room: Room) -> str:
    message = room.channel.last_message
    return next(name.split(":")[1] for _, name in buttons(message) if name.startswith("helpful"))


def quotes(message: discord.Message | None) -> list[str]:
    return [unquote(text) for text in shown(message) if text.startswith("> ")]


async def test_an_answer_has_pages_and_the_question_stays_above_them(ferry_room: Room) -> None:
    texts = await ferry_room.ask(FERRY)
    assert texts[0].splitlines()[0] == f"-# {FERRY}"
    first = quotes(ferry_room.channel.last_message)
    assert len(first) == 3
    await ferry_room.press("▶️")
    second = quotes(ferry_room.channel.last_message)
    assert len(second) == 3
    assert not set(first) & set(second)
    assert shown(ferry_room.channel.last_message)[0] == texts[0]
    await ferry_room.press("▶️")
    assert len(quotes(ferry_room.channel.last_message)) == 1
    assert "▶️" not in dict(buttons(ferry_room.channel.last_message))
    await ferry_room.press("◀️")
    assert quotes(ferry_room.channel.last_message) == second
    assert len(ferry_room.channel.history()) == 1


async def test_buttons_work_after_a_restart(ferry_room: Room) -> None:
    await ferry_room.ask(FERRY)
    first = quotes(ferry_room.channel.last_message)
    await ferry_room.restart()
    await ferry_room.press("▶️")
    assert set(first).isdisjoint(quotes(ferry_room.channel.last_message))
    assert "Noted" in shown(answer_to(await ferry_room.press("Helpful")))[0]


async def test_somebody_else_turns_the_pages_of_a_card_of_their_own(ferry_room: Room) -> None:
    await ferry_room.ask(FERRY)
    first = quotes(ferry_room.channel.last_message)
    carol = ferry_room.guild.add_member(ferry_room.env.create_user("carol"))
    result = await ferry_room.press("▶️", by=carol)
    theirs = answer_to(result)
    assert theirs.flags.ephemeral
    assert set(quotes(theirs)).isdisjoint(first)
    assert quotes(ferry_room.channel.last_message) == first
    result = await ferry_room.press("▶️", by=carol, message=theirs)
    assert result.followups == []


async def test_how_many_outlets_carry_the_matter_stands_above(ferry_room: Room) -> None:
    assert (await ferry_room.ask(FERRY))[0].splitlines()[1] == "-# 5 outlets carry this"


@pytest.mark.parametrize("passages", [1, 2])
async def test_the_number_of_passages_is_a_setting(ferry_room: Room, passages: int) -> None:
    await ferry_room.prefer("passages", passages)
    await ferry_room.ask(FERRY)
    assert len(quotes(ferry_room.channel.last_message)) == passages


async def test_a_removed_article_is_withdrawn_from_pages_and_buttons(ferry_room: Room) -> None:
    await ferry_room.ask(FERRY)
    with Library.open(ferry_room.own_library) as library:
        library.remove([article.id for article in library.articles()])
    texts = shown(answer_to(await ferry_room.press("Passage 1")))
    assert "Source withdrawn" in texts[0]
    await ferry_room.press("▶️")
    assert quotes(ferry_room.channel.last_message) == []
    assert sum("Source withdrawn" in text for text in shown(ferry_room.channel.last_message)) == 3
    assert not any(label.startswith("Passage") for label, _ in buttons(ferry_room.channel.last_message))


async def test_each_member_has_one_vote(ferry_room: Room) -> None:
    await ferry_room.ask(FERRY)
    carol = ferry_room.guild.add_member(ferry_room.env.create_user("carol"))
    for member, label, said in (
        (ferry_room.alice, "Helpful", "Noted"),
        (ferry_room.alice, "Helpful", "already"),
        (carol, "Helpful", "Noted"),
        (ferry_room.alice, "Report", "Reported"),
    ):
        result = await ferry_room.press(label, by=member)
        assert answer_to(result).flags.ephemeral
        assert said in shown(answer_to(result))[0]
    votes = ferry_room.state.votes
    assert await votes.count(answer_id(ferry_room), Vote.HELPFUL) == 1
    assert await votes.count(answer_id(ferry_room), Vote.REPORT) == 1


async def test_who_asked_can_delete_an_answer_and_others_cannot(ferry_room: Room) -> None:
    await ferry_room.ask(FERRY)
    name = answer_id(ferry_room)
    carol = ferry_room.guild.add_member(ferry_room.env.create_user("carol"))
    assert "Only who asked" in shown(answer_to(await ferry_room.press("🗑️", by=carol)))[0]
    assert len(ferry_room.channel.history()) == 1
    await ferry_room.press("🗑️")
    assert ferry_room.channel.history() == []
    assert await ferry_room.state.answers.get(name) is None


async def test_a_moderator_can_delete_an_answer(ferry_room: Room) -> None:
    await ferry_room.ask("Volcanoes under glaciers?")
    role = ferry_room.guild.create_role("Mods", permissions=discord.Permissions(manage_messages=True))
    mod = ferry_room.guild.add_member(ferry_room.env.create_user("mod"), roles=[role])
    await ferry_room.press("🗑️", by=mod)
    assert ferry_room.channel.history() == []


async def test_a_private_answer_can_be_shared_and_then_belongs_to_all(ferry_room: Room) -> None:
    result = await ferry_room.alice.slash(ferry_room.channel, "ask", question=FERRY, private=True)
    assert result.acknowledged
    assert result.ephemeral
    private = answer_to(result)
    assert "🗑️" not in dict(buttons(private))
    await ferry_room.press("Share", message=private)
    public = ferry_room.channel.last_message
    assert public is not None
    assert not public.flags.ephemeral
    assert quotes(public) == quotes(private)
    assert shown(public)[0].splitlines()[-1] == "-# shared by alice of Newsroom"
    assert "Share" not in dict(buttons(public))
    carol = ferry_room.guild.add_member(ferry_room.env.create_user("carol"))
    assert "Noted" in shown(answer_to(await ferry_room.press("Helpful", by=carol)))[0]


async def test_sharing_needs_the_right_to_send_there(ferry_room: Room) -> None:
    mute = discord.PermissionOverwrite(send_messages=False)
    channel = ferry_room.guild.create_text_channel(
        "read-only", overwrites={ferry_room.guild.default_role: mute}
    )
    result = await ferry_room.alice.slash(channel, "ask", question=FERRY, private=True)
    assert result.acknowledged
    before = len(channel.history())
    refused = await ferry_room.press("Share", message=answer_to(result))
    assert "may not send messages" in shown(answer_to(refused))[0]
    assert answer_to(refused).flags.ephemeral
    assert len(channel.history()) == before


async def test_buttons_of_another_server_do_nothing_here(
    ferry_room: Room, simcord_env: Env, settings: Settings
) -> None:
    other = Room.furnish(simcord_env, settings, "Elsewhere")
    other.add(*ferries())
    await ferry_room.ask(FERRY)
    stolen = answer_id(ferry_room)
    await other.ask(FERRY)
    before = shown(other.channel.last_message)
    (message,) = simcord_env.backend.messages[other.channel.id].values()
    rename(message.components, stolen)
    for label in ("Passage 1", "▶️", "Helpful", "Report", "🗑️"):
        refusal = answer_to(await other.press(label))
        assert refusal.flags.ephemeral
        assert "gone" in shown(refusal)[0]
    assert shown(other.channel.last_message) == before
    assert await ferry_room.state.answers.get(stolen) is not None
    assert await ferry_room.state.votes.count(stolen, Vote.HELPFUL) == 0


def rename(components: list[dict[str, object]], answer: str) -> None:
    """Put another answer's id into the buttons of a stored message."""
    for component in components:
        name = component.get("custom_id")
        if isinstance(name, str):
            action, _, *rest = name.split(":")
            component["custom_id"] = ":".join((action, answer, *rest))
        children = component.get("components")
        if isinstance(children, list):
            rename(children, answer)
