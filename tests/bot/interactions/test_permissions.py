"""Who may do what, with members of a simulated server; and forms, whose senders are checked the same way."""

import discord
import pytest
from discord import app_commands, ui

from bot.cards.base import notice
from bot.interactions import permissions, replies
from bot.interactions.forms import Form
from bot.interactions.service import Interaction
from bot.state import Preferences
from bot.texts.refusal import RefusalError
from rooms import Room, answer_to, shown


async def member(room: Room, name: str, **rights: bool) -> discord.Member:
    role = room.guild.create_role(name, permissions=discord.Permissions(**rights))
    actor = room.guild.add_member(room.env.create_user(name), roles=[role])
    guild = room.bot.get_guild(room.guild.id)
    assert guild is not None
    # As in a message: with roles, and without the permissions that Discord works out for interactions.
    return await guild.fetch_member(actor.id)


async def test_the_library_is_changed_by_manage_server_and_by_roles_that_were_chosen(room: Room) -> None:
    manager, editor = await member(room, "manager", manage_guild=True), await member(room, "editor")
    chosen = Preferences(managers=(editor.roles[-1].id,))
    permissions.check_may_manage(manager, Preferences())
    permissions.check_may_manage(editor, chosen)
    reader = await member(room, "reader")
    for who, preferences in ((editor, Preferences()), (reader, chosen)):
        with pytest.raises(RefusalError, match=r"refusal\.manager"):
            permissions.check_may_manage(who, preferences)


async def test_settings_are_changed_by_manage_server_alone(room: Room) -> None:
    permissions.check_may_configure(await member(room, "manager", manage_guild=True))
    permissions.check_may_configure(await member(room, "admin", administrator=True))
    moderator = await member(room, "moderator", manage_messages=True)
    with pytest.raises(RefusalError, match=r"refusal\.configure"):
        permissions.check_may_configure(moderator)


async def test_outside_servers_there_is_nothing_to_manage(room: Room) -> None:
    user = await room.bot.fetch_user(room.alice.id)
    with pytest.raises(RefusalError, match=r"refusal\.server_only"):
        permissions.check_may_manage(user, Preferences())
    with pytest.raises(RefusalError, match=r"refusal\.server_only"):
        permissions.check_may_configure(user)
    permissions.check_may_ask(user, Preferences())
    with pytest.raises(RefusalError, match=r"refusal\.asker"):
        permissions.check_may_ask(user, Preferences(askers=(1,)))


async def test_who_may_ask_is_everybody_or_the_roles_that_were_chosen(room: Room) -> None:
    reader = await member(room, "reader")
    permissions.check_may_ask(reader, Preferences())
    permissions.check_may_ask(reader, Preferences(askers=(reader.roles[-1].id,)))
    permissions.check_may_ask(await member(room, "manager", manage_guild=True), Preferences(askers=(1,)))
    with pytest.raises(RefusalError, match=r"refusal\.asker"):
        permissions.check_may_ask(reader, Preferences(askers=(1,)))
    with pytest.raises(RefusalError, match=r"refusal\.channel"):
        permissions.check_may_ask(reader, Preferences(asking=False))


def test_writing_in_a_thread_is_a_right_of_its_own() -> None:
    rights = discord.Permissions(view_channel=True, send_messages=True)
    assert permissions.may_send(rights, thread=False)
    assert not permissions.may_send(rights, thread=True)
    assert not permissions.may_send(discord.Permissions(send_messages=True), thread=False)


# Forms


class Echo(Form):
    """Says back what was typed, or fails as asked."""

    def __init__(self) -> None:
        super().__init__("A title that is far longer than Discord takes for the title of a form")
        self.typed: ui.TextInput[Echo] = ui.TextInput(custom_id="typed")
        self.add_item(ui.Label(text="Say", component=self.typed))

    async def submitted(self, interaction: Interaction) -> None:
        if self.typed.value == "fail":
            raise ValueError("inner detail")
        if self.typed.value == "refuse":
            raise RefusalError("refusal.manager")
        await replies.answer(interaction, notice(self.typed.value), private=True)


@pytest.mark.parametrize(
    ("typed", "said"), [("hello", "hello"), ("fail", "Something went wrong"), ("refuse", "Manage Server")]
)
async def test_a_form_is_acknowledged_and_answered_in_private_whatever_happens(
    room: Room, typed: str, said: str
) -> None:
    @app_commands.command(name="echo", description="Opens a form")
    async def echo(interaction: Interaction) -> None:
        await interaction.response.send_modal(Echo())

    room.bot.tree.add_command(echo)
    await room.bot.tree.sync()
    opened = await room.alice.slash(room.channel, "echo")
    result = await room.alice.submit_modal(opened, {"typed": typed})
    assert result.acknowledged
    assert result.ephemeral
    assert said in shown(answer_to(result))[0]
    assert "inner detail" not in shown(answer_to(result))[0]
