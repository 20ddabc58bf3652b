"""/settings: the card sets what it shows, for a server and for its channels."""

from pathlib import Path
from typing import Any

import discord
import pytest
from simcord import Env, InteractionResult

from bot.preview.simulation import Installation
from bot.settings import Settings
from index import Article, Library
from library_room import Desk, buttons, card, said, told
from rooms import BRIDGE, QUESTION, Room, parts


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    with Library.open(tmp_path / "science") as library:
        library.add([Article(title="Comet", text="A comet passes in May.")])
    return Settings.from_env(
        {
            "DISCORD_TOKEN": "a.token.of.tests",
            "PULLQUOTE_DATA": str(tmp_path / "data"),
            "PULLQUOTE_SHARED": f"science={tmp_path / 'science'}",
        }
    )


async def holds(room: Room, name: str, channel: int = 0) -> Any:
    return getattr(await room.state.preferences.of(room.guild.id, channel), name)


def label(result: InteractionResult, beginning: str) -> str:
    (found,) = [one for one in buttons(card(result)) if one.startswith(beginning)]
    return found


@pytest.mark.parametrize(
    ("switch", "name"), [("Answering", "asking"), ("Private", "private"), ("Threads", "threads")]
)
async def test_a_switch_turns_a_setting_on_and_off_also_after_a_restart(
    desk: Desk, switch: str, name: str
) -> None:
    shown = await desk.give("settings")
    before = await holds(desk.room, name)
    turned = await desk.press(shown, label(shown, switch))
    assert await holds(desk.room, name) is not before
    await desk.room.restart()
    await desk.press(turned, label(turned, switch))
    assert await holds(desk.room, name) is before


async def test_answers_follow_the_settings(desk: Desk) -> None:
    desk.room.add(BRIDGE)
    shown = await desk.give("settings")
    await desk.press(shown, "Answering: on")
    result = await desk.room.alice.slash(desk.room.channel, "ask", question=QUESTION)
    assert result.acknowledged
    assert "do not answer in this channel" in told(result)
    assert len(desk.room.env.errors) == 1


async def test_language_and_passages_are_chosen(desk: Desk) -> None:
    shown = await desk.choose(await desk.give("settings"), "set-language", ["de"])
    assert "Language of public answers: Deutsch" in said(shown)
    shown = await desk.choose(shown, "set-passages", ["1"])
    assert "shows 1 passage." in said(shown)
    assert (await holds(desk.room, "language"), await holds(desk.room, "passages")) == ("de", 1)
    await desk.choose(shown, "set-language", ["own"])
    assert await holds(desk.room, "language") == ""


async def test_roles_that_may_ask_and_that_manage_are_chosen_and_taken_back(desk: Desk) -> None:
    readers, editors = (desk.room.guild.create_role(name) for name in ("readers", "editors"))
    shown = await desk.choose(await desk.give("settings"), "set-askers", [readers])
    assert f"May ask: <@&{readers.id}>" in said(shown)
    shown = await desk.choose(shown, "set-managers", [editors, readers])
    assert await holds(desk.room, "askers") == (readers.id,)
    assert set(await holds(desk.room, "managers")) == {editors.id, readers.id}
    shown = await desk.choose(shown, "set-askers", [])
    assert "Everybody may ask" in said(shown)
    assert await holds(desk.room, "askers") == ()


async def test_a_chosen_role_that_was_deleted_is_not_preselected(desk: Desk) -> None:
    await desk.room.prefer("askers", [123456789012345678])
    shown = await desk.give("settings")
    (select,) = [part for part in parts(card(shown)) if getattr(part, "custom_id", "") == "set-askers"]
    assert select.default_values == []


async def test_shared_libraries_are_chosen_among_those_that_the_operator_offers(desk: Desk) -> None:
    shown = await desk.give("settings")
    assert "searched too: main" in said(shown)
    shown = await desk.choose(shown, "set-shared", ["science", "main"])
    assert "searched too: main, science" in said(shown)
    shown = await desk.choose(shown, "set-shared", [])
    assert "nothing is searched" in said(shown)
    assert await holds(desk.room, "shared") == ()


# Channels


async def test_a_channel_differs_from_the_server_and_follows_it_again(desk: Desk) -> None:
    room = desk.room
    shown = await desk.choose(await desk.give("settings"), "set-channel", [room.channel])
    assert f"<#{room.channel.id}>" in said(shown)
    assert "Private: as the server (off)" in buttons(card(shown))
    assert "All as the server" not in buttons(card(shown))
    differs = await desk.press(shown, "Private: as the server (off)")
    assert await holds(room, "private", room.channel.id) is True
    assert await holds(room, "private") is False
    same = await desk.press(differs, "Private: on")
    assert (await room.state.preferences.set_in(room.guild.id, room.channel.id)) == {"private": False}
    follows = await desk.press(same, "Private: off")
    assert "Private: as the server (off)" in buttons(card(follows))
    assert await room.state.preferences.set_in(room.guild.id, room.channel.id) == {}


async def test_a_channels_selects_offer_the_servers_value_and_all_of_it_can_be_reset(desk: Desk) -> None:
    room = desk.room
    await room.prefer("language", "de")
    shown = await desk.give("settings", channel=room.channel)
    (select,) = [
        part
        for part in parts(card(shown))
        if isinstance(part, discord.SelectMenu) and "language" in part.custom_id
    ]
    assert select.options[0].label == "Language: Deutsch (as the server)"
    assert select.options[0].default
    shown = await desk.choose(shown, "set-language", ["en"])
    shown = await desk.choose(shown, "set-passages", ["2"])
    assert await holds(room, "language", room.channel.id) == "en"
    shown = await desk.choose(shown, "set-language", ["-"])
    assert await holds(room, "language", room.channel.id) == "de"
    shown = await desk.press(shown, "All as the server")
    assert await room.state.preferences.set_in(room.guild.id, room.channel.id) == {}
    assert "Settings of this server" in said(await desk.press(shown, "The whole server"))


# Who may, and walls


async def test_only_manage_server_may_see_and_change_settings(room: Room) -> None:
    role = room.guild.create_role("editors")
    await room.prefer("managers", [role.id])
    editor = Desk(room, room.guild.add_member(room.env.create_user("ed"), roles=[role]))
    for member in (Desk(room, room.alice), editor):
        assert "Manage Server" in told(await member.give("settings"))


async def test_a_call_that_a_user_installed_changes_nothing(desk: Desk, installation: Installation) -> None:
    with installation.by_user():
        assert "only in a server" in told(await desk.give("settings"))
    shown = await desk.give("settings")
    with installation.by_user():
        assert "only in a server" in told(await desk.press(shown, "Private: off"))
    assert await holds(desk.room, "private") is False


async def test_one_servers_settings_are_not_anothers(
    desk: Desk, simcord_env: Env, settings: Settings
) -> None:
    other = Room.furnish(simcord_env, settings, "Elsewhere")
    await desk.press(await desk.give("settings"), "Private: off")
    assert await holds(desk.room, "private") is True
    assert await holds(other, "private") is False


async def test_the_card_speaks_german(desk: Desk, installation: Installation) -> None:
    with installation.speaking("de"):
        assert "Einstellungen dieses Servers" in said(await desk.give("settings"))
