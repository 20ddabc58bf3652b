"""The base of all persistent buttons: acknowledged, checked, alive after a restart, errors told."""

import re
from typing import Any

import discord
import pytest
from discord import ui

from bot.cards.base import notice
from bot.interactions import items, replies
from bot.interactions.items import Acknowledgement, AnswerButton, PersistentItem, PlainButton, custom_id
from bot.interactions.panel_items import PanelButton
from bot.interactions.service import Interaction
from bot.state import AnswerRow, Quoted
from rooms import Room, shown


class Probe(AnswerButton, action="probe", acknowledgement=Acknowledgement.PRIVATE):
    """Says who pressed it and with what argument, or fails as asked."""

    async def pressed(self, interaction: Interaction, row: AnswerRow) -> None:
        if self.argument == "fail":
            raise ValueError("inner detail")
        await replies.answer(interaction, notice(f"{self.argument} of {row.quoted[0].passage}"), private=True)


async def card(room: Room, argument: str = "more", *, guild: int | None = None, **fields: Any) -> str:
    """Send a card with the button and return its custom id."""
    values = {"asker": room.alice.id, "private": False, **fields}
    row = await room.state.answers.put(
        guild=room.guild.id if guild is None else guild,
        channel=room.channel.id,
        quoted=[Quoted(library="", passage="a#1")],
        page_size=3,
        language="en",
        **values,
    )
    view = ui.LayoutView(timeout=None)
    button = Probe(row.id, argument, label="x" * 99)
    view.add_item(ui.ActionRow(button))
    channel = room.bot.get_channel(room.channel.id)
    assert isinstance(channel, discord.TextChannel)
    await replies.send(channel, view)
    return button.custom_id


async def press(room: Room, name: str) -> list[str]:
    message = room.channel.last_message
    assert message is not None
    result = await room.alice.click(message, custom_id=name)
    assert result.acknowledged
    assert result.ephemeral
    assert result.response is not None
    return shown(result.response.message)


async def test_a_press_is_acknowledged_and_answered_also_after_a_restart(room: Room) -> None:
    name = await card(room)
    assert await press(room, name) == ["more of a#1"]
    await room.restart()
    assert await press(room, name) == ["more of a#1"]


async def test_what_goes_wrong_is_told_in_one_line_with_an_id(
    room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    (line,) = await press(room, await card(room, "fail"))
    match = re.search(r"\(error ([0-9a-f]{8})\)", line)
    assert match is not None
    assert match[1] in caplog.text
    assert "inner detail" not in line


async def test_an_answer_that_is_gone_says_so(room: Room) -> None:
    name = await card(room)
    await room.state.answers.delete(name.split(":")[1])
    assert "gone" in (await press(room, name))[0]


async def test_another_servers_answer_does_nothing_here(room: Room) -> None:
    assert "gone" in (await press(room, await card(room, guild=room.guild.id + 1)))[0]


async def test_a_private_answer_is_its_askers_alone(room: Room) -> None:
    assert "gone" in (await press(room, await card(room, private=True, asker=1)))[0]
    assert "more" in (await press(room, await card(room, private=True)))[0]


async def test_an_answer_of_no_server_works_wherever_it_is_shown_for_its_asker(room: Room) -> None:
    assert "more" in (await press(room, await card(room, guild=0)))[0]
    assert "gone" in (await press(room, await card(room, guild=0, asker=1)))[0]


# Of another version of the bot, or forged: numbers that are none, that are too large, or that lead nowhere.
@pytest.mark.parametrize("argument", ["", "x", "-1", "0.x", "9" * 30, "٣", "0:nothing:", "\x00"])
async def test_an_id_that_no_item_says_is_refused_and_no_error(
    room: Room, argument: str, caplog: pytest.LogCaptureFixture
) -> None:
    answer = (await card(room)).split(":")[1]
    actor = room.librarian()
    message = room.channel.last_message
    assert message is not None
    stored = room.env.backend.get_message(room.channel.id, message.id)
    items = [
        item
        for item in PersistentItem.registered
        if issubclass(item, (PlainButton, AnswerButton, PanelButton))
    ]
    for item in items:
        for name in {custom_id(item.action, argument), custom_id(item.action, f"{answer}:{argument}")}:
            stored.components[:] = [{"type": 1, "components": [{"type": 2, "style": 2, "custom_id": name}]}]
            result = await actor.click(message, custom_id=name)
            assert result.acknowledged, name
            if room.env.backend.messages[room.channel.id].get(message.id) is None:
                room.env.backend.messages[room.channel.id][message.id] = stored
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []


def test_a_custom_id_that_discord_would_not_take_is_refused() -> None:
    assert len(custom_id("next", "a" * 95)) == items.CUSTOM_ID_CHARACTERS
    with pytest.raises(ValueError, match="Discord takes 100"):
        custom_id("next", "a" * 96)


def test_no_two_items_share_an_action_and_none_takes_anothers_press() -> None:
    actions = [item.action for item in PersistentItem.registered]
    assert len(actions) == len(set(actions))
    for item in PersistentItem.registered:
        made = custom_id(item.action, f"{'a' * 12}:b:c")
        pattern = item.__discord_ui_compiled_template__
        assert [one for one in actions if pattern.match(made.replace(item.action, one, 1))] == [item.action]
