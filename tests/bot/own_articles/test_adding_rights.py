"""Who may add articles, and that they count for one server alone."""

from simcord import Env

from bot.preview.simulation import Installation
from bot.settings import Settings
from library_room import STORY_FILE, Desk, said, titles, told
from rooms import Room


async def test_members_without_the_right_are_refused_and_a_role_that_the_server_chose_is_not(
    room: Room,
) -> None:
    refused = Desk(room, room.alice)
    assert "Manage Server" in told(await refused.give("source add", file=STORY_FILE))
    assert "Manage Server" in told(await refused.give("source add"))
    role = room.guild.create_role("editors")
    await room.prefer("managers", [role.id])
    editor = Desk(room, room.guild.add_member(room.env.create_user("ed"), roles=[role]))
    assert "Preview" in said(await editor.give("source add", file=STORY_FILE))


async def test_a_preview_is_gone_for_others_after_a_restart_and_once_it_is_added(desk: Desk) -> None:
    preview = await desk.give("source add", file=STORY_FILE)
    (draft,) = desk.room.bot.intake.drafts._drafts.values()
    desk.room.bot.intake.drafts._drafts[draft.id].owner += 1
    assert "preview is gone" in told(await desk.press(preview, "Add"))
    second = await desk.give("source add", file=STORY_FILE)
    await desk.room.restart()
    for label in ("Add", "Edit label", "Cancel"):
        assert "preview is gone" in told(await desk.press(second, label))
    assert titles(desk.room) == []


async def test_a_right_that_was_taken_away_meanwhile_is_missed_at_the_press(room: Room) -> None:
    role = room.guild.create_role("editors")
    await room.prefer("managers", [role.id])
    editor = Desk(room, room.guild.add_member(room.env.create_user("ed"), roles=[role]))
    preview = await editor.give("source add", file=STORY_FILE)
    await room.prefer("managers", None)
    for label in ("Add", "Edit label", "Cancel"):
        assert "Manage Server" in told(await editor.press(preview, label))


async def test_what_one_server_adds_stays_there(desk: Desk, simcord_env: Env, settings: Settings) -> None:
    other = Room.furnish(simcord_env, settings, "Elsewhere")
    await desk.press(await desk.give("source add", file=STORY_FILE), "Add")
    assert titles(other) == []
    stranger = Desk(other, other.librarian("otto"))
    assert "none yet" in said(await stranger.give("source list"))


async def test_a_call_that_a_user_installed_changes_no_servers_library(
    desk: Desk, installation: Installation
) -> None:
    with installation.by_user():
        result = await desk.give("source add", file=STORY_FILE)
    assert "only in a server" in told(result)
