"""/source list, show, edit and remove: a server's articles, for those it trusts with them."""

import pytest
from simcord import Env

from bot.own_articles.short_id import LONGEST, short_id
from bot.preview.simulation import Installation
from bot.settings import Settings
from index import Article, Library
from library_room import Desk, buttons, card, fill, ids, said, told
from rooms import BRIDGE, Room

LONG_ID = "https://courier.example/" + "x" * 200


async def found(desk: Desk, command: str, typed: str) -> list[dict[str, str]]:
    result = await desk.actor.autocomplete(desk.room.channel, command, "article", typed)
    return [{"name": choice["name"], "value": choice["value"]} for choice in result]


# The list


async def test_an_empty_list_says_how_to_begin(desk: Desk) -> None:
    assert "/source add" in said(await desk.give("source list"))
    assert not desk.room.own_library.exists()


async def test_the_list_has_ten_a_page_the_newest_first_and_turns_also_after_a_restart(desk: Desk) -> None:
    fill(desk.room, 23)
    first = await desk.give("source list")
    assert "1 to 10 of 23" in said(first)
    assert "1. **Tram line 22 opens**\n   Northern Wire, 23 Mar 2026" in said(first)
    assert "◀" not in buttons(card(first))
    await desk.room.restart()
    last = await desk.press(await desk.press(first, "▶"), "▶")
    assert "21 to 23 of 23" in said(last)
    assert "23. **Tram line 0 opens**" in said(last)
    assert "▶" not in buttons(card(last))


async def test_a_search_keeps_its_words_while_pages_turn(desk: Desk) -> None:
    fill(desk.room, 25)
    result = await desk.give("source list", search="  herald   OPENS ")
    assert "with “herald OPENS”" in said(result)
    assert "1 to 10 of 12" in said(result)
    assert "11 to 12 of 12" in said(await desk.press(result, "▶"))
    assert "No article matches" in said(await desk.give("source list", search="volcano"))


async def test_the_longest_search_still_turns(desk: Desk) -> None:
    fill(desk.room, 11)
    words = "t" * 60
    room = desk.room
    room.add(*(Article(title=words, text=f"Number {n} is here.") for n in range(11)))
    assert "11 to 11 of 11" in said(await desk.press(await desk.give("source list", search=words), "▶"))


async def test_a_page_that_is_gone_meanwhile_becomes_the_last_one(desk: Desk) -> None:
    fill(desk.room, 11)
    first = await desk.give("source list")
    with Library.open(desk.room.own_library) as library:
        library.remove(["tram-0"])
    assert "1 to 10 of 10" in said(await desk.press(first, "▶"))


# One article


async def test_an_article_is_shown_passage_by_passage_and_back_to_the_list(desk: Desk) -> None:
    sentences = " ".join(
        f"The river rose by {n} hands on that long grey Monday in the north." for n in range(60)
    )
    desk.room.add(Article(id="river", title="River", text=sentences))
    shown = await desk.choose(await desk.give("source list"), "source-pick", ["river"])
    assert "passage 1 of" in said(shown)
    assert "river#1" in said(shown)
    second = await desk.press(shown, "▶")
    assert "passage 2 of" in said(second)
    assert "river#2" in said(second)
    assert "1 to 1 of 1" in said(await desk.press(second, "All articles"))


async def test_articles_are_suggested_while_one_types(desk: Desk) -> None:
    fill(desk.room, 30)
    assert len(await found(desk, "source show", "")) == 25
    (one,) = await found(desk, "source show", "tram line 17")
    assert one == {"name": "Tram line 17 opens (Harbour Herald, 18 Mar 2026)", "value": "tram-17"}
    assert "Tram line 17" in said(await desk.give("source show", article=one["value"]))


async def test_ids_of_any_length_are_shown_edited_and_removed(desk: Desk) -> None:
    desk.room.add(Article(id=LONG_ID, title="Long", text="A long id is no reason to fail."))
    (one,) = await found(desk, "source show", "long")
    assert one["value"] == short_id(LONG_ID)
    assert len(one["value"]) <= LONGEST
    shown = await desk.give("source show", article=one["value"])
    assert max(map(len, ids(card(shown)))) <= 100
    gone = await desk.press(await desk.press(shown, "Remove"), "Remove for good")
    assert "Removed" in said(gone)


@pytest.mark.parametrize("name", ["nothing like it", "~" + "0" * 32, "%", "'; DROP TABLE articles; --"])
@pytest.mark.parametrize("command", ["source show", "source edit", "source remove"])
async def test_an_article_that_there_is_not_is_refused_in_one_line(
    desk: Desk, command: str, name: str
) -> None:
    assert "no such article" in told(await desk.give(command, article=name))
    fill(desk.room, 1)
    assert "no such article" in told(await desk.give(command, article=name))


async def test_a_label_is_corrected_from_the_command_and_from_the_card(desk: Desk) -> None:
    fill(desk.room, 1)
    form = await desk.give("source edit", article="tram-0")
    fields = {"title": "Tram zero", "outlet": "Northern Wire", "author": "", "published": "", "url": ""}
    corrected = await desk.fill(form, **fields)
    assert "**Tram zero**" in said(corrected)
    assert "undated" in said(corrected)
    again = await desk.fill(
        await desk.press(corrected, "Edit label"), **{**fields, "url": "https://wire.example/tram"}
    )
    assert "https://wire.example/tram" in said(again)
    with Library.open(desk.room.own_library) as library:
        assert library.get("tram-0").title == "Tram zero"
        assert set(library.corrections("tram-0")) == {"title", "published", "url"}


async def test_the_address_of_another_article_is_refused(desk: Desk) -> None:
    desk.room.add(BRIDGE, Article(id="b", title="B", url="https://a.example/b", text="B is here."))
    (bridge,) = await found(desk, "source edit", "bridge")
    form = await desk.give("source edit", article=bridge["value"])
    line = told(
        await desk.fill(form, title="A", outlet="", author="", published="", url="https://a.example/b")
    )
    assert "could not be corrected" in line


# Removing


async def test_removing_asks_first_and_then_it_is_gone_at_once(desk: Desk) -> None:
    desk.room.add(BRIDGE)
    assert "close on Monday" in (await desk.room.ask())[1]
    (bridge,) = await found(desk, "source remove", "bridge")
    sure = await desk.give("source remove", article=bridge["value"])
    assert "Remove this article?" in said(sure)
    kept = await desk.press(sure, "Keep")
    assert "passage 1 of 1" in said(kept)
    gone = await desk.press(await desk.press(kept, "Remove"), "Remove for good")
    assert "Removed" in said(gone)
    assert buttons(card(gone)) == {}
    assert "close on Monday" not in " ".join(await desk.room.ask())
    assert await found(desk, "source show", "bridge") == []


async def test_old_buttons_of_a_removed_article_say_that_it_is_gone_also_after_a_restart(desk: Desk) -> None:
    fill(desk.room, 1)
    shown = await desk.give("source show", article="tram-0")
    sure = await desk.give("source remove", article="tram-0")
    with Library.open(desk.room.own_library) as library:
        library.remove(["tram-0"])
    await desk.room.restart()
    for label in ("Remove", "Edit label"):
        assert "no such article" in told(await desk.press(shown, label))
    for label in ("Remove for good", "Keep"):
        assert "no such article" in told(await desk.press(sure, label))


# Who may, and walls

COMMANDS = {"source list": {}, "source show": {"article": "tram-0"}, "source edit": {"article": "tram-0"},
            "source remove": {"article": "tram-0"}, "source export": {}}  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
async def test_members_without_the_right_and_other_servers_see_nothing(
    desk: Desk, simcord_env: Env, settings: Settings, installation: Installation, command: str
) -> None:
    fill(desk.room, 1)
    assert "Manage Server" in told(await Desk(desk.room, desk.room.alice).give(command, **COMMANDS[command]))
    other = Room.furnish(simcord_env, settings, "Elsewhere")
    stranger = Desk(other, other.librarian("otto"))
    result = await stranger.give(command, **COMMANDS[command])
    assert "Tram" not in said(result)
    assert result.modal is None
    with installation.by_user():
        assert "only in a server" in told(await desk.give(command, **COMMANDS[command]))


async def test_nothing_is_suggested_to_those_who_may_not_see_it(
    desk: Desk, simcord_env: Env, settings: Settings, installation: Installation
) -> None:
    fill(desk.room, 1)
    assert await found(Desk(desk.room, desk.room.alice), "source show", "") == []
    other = Room.furnish(simcord_env, settings, "Elsewhere")
    assert await found(Desk(other, other.librarian("otto")), "source show", "") == []
    with installation.by_user():
        assert await found(desk, "source show", "") == []


async def test_a_card_of_one_servers_article_does_nothing_in_another(
    desk: Desk, simcord_env: Env, settings: Settings
) -> None:
    fill(desk.room, 1)
    other = Room.furnish(simcord_env, settings, "Elsewhere")
    other.add(Article(id="other", title="Other", text="Another one is here."))
    stranger = Desk(other, other.librarian("otto"))
    shown = await stranger.give("source show", article="other")
    # A forged press: the same button with the other server's id.
    message = simcord_env.backend.get_message(other.channel.id, card(shown).id)
    for component in message.components[0]["components"]:
        for item in component.get("components", ()):
            item["custom_id"] = item["custom_id"].replace("other", "tram-0")
    for label in ("Edit label", "Remove"):
        assert "no such article" in told(await stranger.press(shown, label))
