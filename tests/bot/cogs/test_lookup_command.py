"""/lookup: an article by its title, its pages, the list where several are meant."""

from dataclasses import replace
from typing import Any

import discord
from simcord import Env

from bot.settings import Settings
from index import Article
from looking import LONG, buttons, card, look, press, refused, said
from rooms import BRIDGE, Room, parts, shown


async def test_an_article_shows_its_label_and_first_passage(room: Room) -> None:
    room.add(LONG)
    head, quote, foot = shown(card(await look(room, "long")))
    assert head == "**Lighthouse chronicle**\n-# Cape Gazette, 6 May 2026 · by Tove Marsh"
    assert quote.startswith("> Sentence number 0 tells")
    assert foot.startswith("-# passage 1 of ")
    assert "](<https://gazette.example/lighthouse" in foot
    assert foot.endswith(" · long#1")


async def test_pages_turn_both_ways_and_stop_at_the_ends(room: Room) -> None:
    room.add(LONG)
    result = await look(room, "long")
    message = card(result)
    assert buttons(message)["Previous"].disabled
    seen = []
    while not buttons(message)["Next"].disabled:
        seen.append(shown(message)[1])
        await press(room, message, "Next")
        message = card(result)
    assert len(set(seen)) == len(seen) > 2
    assert "Sentence number 59" in shown(message)[1]
    await press(room, message, "Previous")
    assert shown(card(result))[1] == seen[-1]


async def test_pages_turn_after_a_restart(room: Room) -> None:
    room.add(LONG)
    await look(room, "long")
    message = room.channel.last_message
    assert message is not None
    await room.restart()
    await press(room, message, "Next")
    assert "passage 2 of" in shown(room.channel.last_message)[2]


async def test_what_was_typed_and_not_chosen_finds_the_article_or_lists_several(room: Room) -> None:
    room.add(
        LONG,
        BRIDGE,
        Article(id="second", title="Lighthouse sold", outlet="Cape Gazette", text="It was sold."),
    )
    assert "Harbour bridge" in shown(card(await look(room, "harb brid")))[0]
    result = await look(room, "lighthouse")
    listed = "\n".join(shown(card(result)))
    assert listed.startswith("**2 articles**, newest first")
    assert listed.index("Lighthouse chronicle") < listed.index("Lighthouse sold")
    (select,) = (part for part in parts(card(result)) if isinstance(part, discord.SelectMenu))
    chosen = await room.alice.select(card(result), [select.options[1].value], custom_id=select.custom_id)
    assert chosen.acknowledged
    assert "It was sold" in shown(card(result))[1]
    await press(room, card(result), "All articles")
    assert "\n".join(shown(card(result))) == listed


async def test_an_outlet_lists_its_articles_newest_first(room: Room) -> None:
    room.add(LONG, BRIDGE, *(
        Article(title=f"Note {day}", outlet="Cape Gazette", published=f"2026-01-{day}", text=f"Day {day}.")
        for day in range(10, 25)
    ))  # fmt: skip
    listed = "\n".join(shown(card(await look(room, "outlet:Cape Gazette"))))
    assert listed.startswith("**16 articles**")
    assert listed.index("Lighthouse") < listed.index("Note 24") < listed.index("Note 23")
    assert "Harbour" not in listed
    assert listed.endswith("and 6 more; type more of the title to find them")


async def test_what_no_article_is_called_is_refused_in_one_line(room: Room) -> None:
    room.add(BRIDGE)
    assert shown(card(await look(room, "zebra `crossing`"))) == [
        r"No article here has “zebra \`crossing\`” in its title, outlet or author."
    ]
    assert refused(room) == ["refusal.no_article"]


async def test_a_withdrawn_article_is_gone_from_its_own_card(room: Room) -> None:
    room.add(LONG)
    await look(room, "long")
    message = room.channel.last_message
    assert message is not None
    await room.bot.libraries.write(room.guild.id, lambda library: library.remove(["long"]))
    for label in ("Next", "Cite"):
        assert "Source withdrawn" in said(await press(room, message, label))[-1]
    assert "No article here" in shown(card(await look(room, "lighthouse")))[0]
    assert refused(room) == ["refusal.no_article"]


async def test_an_article_that_became_shorter_still_turns(room: Room) -> None:
    room.add(LONG)
    await look(room, "long")
    message = room.channel.last_message
    assert message is not None
    room.add(Article(id="long", title="Lighthouse chronicle", text="All is said in one sentence."))
    await press(room, message, "Next")
    assert "> All is said" in shown(room.channel.last_message)[1]


async def test_another_server_cannot_open_an_article_by_its_id_or_outlet(
    room: Room, simcord_env: Env, settings: Settings
) -> None:
    room.add(LONG)
    other = Room.furnish(simcord_env, settings, "Elsewhere")
    other.add(BRIDGE)
    for typed in ("long", "long#1", "outlet:Cape Gazette", ":long", f"{room.guild.id}:long"):
        assert "No article here" in shown(card(await look(other, typed)))[0]
    assert refused(room) == ["refusal.no_article"] * 5


async def shareable(room: Room) -> discord.Message:
    """A private card of a place where answers were private and are no longer."""
    await room.prefer("private", True)
    result = await look(room, "long")
    assert result.ephemeral
    assert "Share" not in buttons(card(result))
    await room.prefer("private", False)
    await press(room, card(result), "Next")
    return card(result)


async def test_a_private_card_is_shared_by_those_who_may_write(room: Room) -> None:
    room.add(LONG)
    message = await shareable(room)
    before = len(room.channel.history())
    shared = await press(room, message, "Share")
    assert shared.ephemeral
    assert shown(card(shared)) == ["Shared in this channel."]
    public = room.channel.last_message
    assert len(room.channel.history()) == before + 1
    assert shown(public)[0].startswith("**Lighthouse chronicle**")
    assert public is not None
    assert "Share" not in buttons(public)
    await press(room, public, "Next")
    assert "passage 3 of" in shown(room.channel.last_message)[2]


async def test_where_the_bot_does_not_answer_it_looks_nothing_up(room: Room) -> None:
    room.add(LONG)
    await room.prefer("asking", False, channel=room.channel.id)
    result = await look(room, "long")
    assert result.ephemeral
    assert "do not answer in this channel" in shown(card(result))[0]
    assert refused(room) == ["refusal.channel"]
    assert await room.alice.autocomplete(room.channel, "lookup", "article", "light") == []


async def test_who_may_not_write_here_cannot_share(room: Room) -> None:
    room.add(LONG)
    silence: Any = {room.guild.default_role: discord.PermissionOverwrite(send_messages=False)}
    quiet = replace(room, channel=room.guild.create_text_channel("quiet", overwrites=silence))
    message = await shareable(quiet)
    before = len(quiet.channel.history())
    assert "may not send messages" in said(await press(quiet, message, "Share"))[-1]
    assert len(quiet.channel.history()) == before
