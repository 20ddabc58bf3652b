"""Panels and forms of those who run a server, used by somebody who no longer does."""

import pytest

from bot.scheduling.cooldowns import Cooldowns
from index import Library
from library_room import STORY, Desk
from library_room import card as card_of
from newsroom import FERRY, ferries
from rooms import Room, answer_to, shown
from visits import Visit, refusal

COMMANDS: tuple[tuple[str, dict[str, str], str], ...] = (
    ("settings", {}, "configure"),
    ("source add", {"link": "https://news.example/story"}, "manager"),
    ("source add", {}, "manager"),
    ("source list", {}, "manager"),
    ("source show", {"article": "ferry-osk"}, "manager"),
    ("source edit", {"article": "ferry-osk"}, "manager"),
    ("source remove", {"article": "ferry-osk"}, "manager"),
    ("source export", {}, "manager"),
    ("feed add", {"address": "https://news.example/feed"}, "manager"),
    ("feed list", {}, "manager"),
    ("feed remove", {"feed": "1"}, "manager"),
    ("gaps", {}, "manager"),
)
TYPED = tuple(
    [(f"source {name}", "article") for name in ("show", "edit", "remove")] + [("feed remove", "feed")]
)


@pytest.fixture
async def desk(room: Room) -> Desk:
    """The desk of somebody with Manage Server, in a server with articles, a feed and gaps."""
    room.add(*ferries())
    await room.state.feeds.put(room.guild.id, "https://news.example/feed", "Harbour feed")
    for number in range(12):
        await room.state.gaps.put(
            guild=room.guild.id, asker=room.alice.id, question=f"What is thing{number}?"
        )
    return Desk(room, room.librarian())


def dismiss(desk: Desk) -> None:
    """Take the role with Manage Server from the member."""
    room = desk.room
    role = room.guild.roles["librarians"]
    room.env.backend.remove_member_role(room.guild.id, desk.actor.id, role.id)


async def contents(room: Room) -> tuple[object, ...]:
    """Whatever those who run a server can change."""
    state, guild = room.state, room.guild.id
    with Library.open(room.own_library) as library:
        articles = list(library.articles())
    return (
        articles,
        [feed.url for feed in await state.feeds.of_server(guild)],
        await state.gaps.of_server(guild),
        await state.preferences.set_in(guild),
        await state.preferences.set_in(guild, room.channel.id),
    )


async def test_panels_do_nothing_for_who_no_longer_runs_the_server(desk: Desk) -> None:
    room = desk.room
    await room.prefer("passages", 2, channel=room.channel.id)
    panels = [
        await desk.give("settings"),
        await desk.give("settings", channel=room.channel),
        await desk.give("source list"),
        await desk.give("source show", article="ferry-osk"),
        await desk.give("source remove", article="ferry-osk"),
        await desk.fill(await desk.give("source add"), text=STORY.decode()),
        await desk.give("feed list"),
        await desk.give("gaps"),
    ]
    before = await contents(room)
    dismiss(desk)
    role = room.guild.create_role("Others")
    visit = Visit(room, desk.actor, role, room.channel, [card_of(one) for one in panels])
    assert len({action for _, action, _ in visit.actions()}) > 20
    lines = await visit.press_all()
    assert {action for action, line in lines.items() if line == "refusal.configure"} == {
        action for action in lines if action.startswith("set-")
    }
    assert set(lines.values()) == {"refusal.configure", "refusal.manager"}
    assert await contents(room) == before


async def test_forms_that_were_open_do_nothing_for_who_no_longer_runs_the_server(desk: Desk) -> None:
    draft = await desk.fill(await desk.give("source add"), text=STORY.decode())
    shown_article = await desk.give("source show", article="ferry-osk")
    forms = [
        (await desk.give("source add"), {"text": STORY.decode()}),
        (await desk.give("source edit", article="ferry-osk"), {"title": "Changed"}),
        (await desk.press(shown_article, "Edit label"), {"title": "Changed"}),
        (await desk.press(draft, "Edit label"), {"title": "Changed"}),
    ]
    before = await contents(desk.room)
    dismiss(desk)
    for form, values in forms:
        assert refusal(await desk.fill(form, **values)) == "refusal.manager"
    assert await contents(desk.room) == before


async def test_commands_and_autocompletes_are_for_those_who_run_the_server(desk: Desk) -> None:
    for command, option in TYPED:
        assert await desk.actor.autocomplete(desk.room.channel, command, option, "")
    dismiss(desk)
    for command, options, who in COMMANDS:
        assert refusal(await desk.give(command, **options)) == f"refusal.{who}", command
    for command, option in TYPED:
        assert await desk.actor.autocomplete(desk.room.channel, command, option, "") == []
    assert len(desk.room.env.errors) == len(COMMANDS)


async def test_a_manager_role_that_is_taken_back_counts_no_more(desk: Desk) -> None:
    room = desk.room
    role = room.guild.create_role("Editors")
    editor = room.guild.add_member(room.env.create_user("edda"), roles=[role])
    await room.prefer("managers", [role.id])
    listed = answer_to(await editor.slash(room.channel, "source list"))
    visit = Visit(room, editor, role, room.channel, [listed])
    assert refusal(await visit.choose(listed, "source-pick")) == ""
    listed = answer_to(await editor.slash(room.channel, "source list"))
    await room.prefer("managers", [])
    assert refusal(await visit.choose(listed, "source-pick")) == "refusal.manager"


async def test_managing_goes_on_where_asking_is_switched_off_or_for_others(desk: Desk) -> None:
    await desk.room.prefer("asking", False)
    await desk.room.prefer("askers", [1])
    for command in ("settings", "source list", "feed list", "gaps"):
        assert not refusal(await desk.give(command))


# What is nobody else's


async def test_a_private_question_that_finds_nothing_is_no_gap(room: Room) -> None:
    room.add(*ferries())
    await room.ask("Volcanoes asked in secret?", private=True)
    await room.prefer("private", True, channel=room.channel.id)
    await room.ask("Glaciers asked in secret?")
    await room.ask("Geysers asked in secret?", private=False)
    message = await room.alice.send(room.channel, "Earthquakes were asked about in secret on the moon.")
    assert (await room.alice.context_menu(room.channel, "Find sources", message)).ephemeral
    await room.alice.slash(room.channel, "compare", topic="Meteors asked in secret?")
    assert await room.state.gaps.of_server(room.guild.id) == []
    assert (await room.state.stored_about(room.alice.id))["gaps"] == 0
    await room.prefer("private", False, channel=room.channel.id)
    room.bot.cooldowns = Cooldowns()
    await room.ask("Volcanoes asked in public?")
    (gap,) = await room.state.gaps.of_server(room.guild.id)
    assert gap.question == "Volcanoes asked in public?"
    desk = Desk(room, room.librarian())
    texts = " ".join(shown(card_of(await desk.give("gaps"))))
    assert "in public" in texts
    assert "secret" not in texts


async def test_a_private_question_reaches_no_log_and_no_table(
    room: Room, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level("DEBUG", "bot")
    room.add(*ferries())
    unheard = "Zyzzogeton xylotomous?"
    await room.ask(unheard, private=True)
    await room.ask(f"{FERRY} {unheard}", private=True)

    async def broken(*_: object, **__: object) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr(room.bot.libraries, "search", broken)
    result = await room.alice.slash(room.channel, "ask", question=unheard, private=True)
    assert "Something went wrong" in shown(answer_to(result))[0]
    assert "the disk is gone" in caplog.text
    assert "xylotomous" not in caplog.text
    dump = await room.state._database.run(lambda db: "\n".join(db.iterdump()))
    assert "CREATE TABLE" in dump
    assert "xylotomous" not in dump
    assert room.env.errors
