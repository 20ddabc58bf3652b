"""Citing: /cite, its styles, the cite button, [[a1#2]] in a mention; and sharing what was private."""

import discord
import pytest
from simcord import Env

from bot.preview.simulation import Installation
from bot.settings import Settings
from index import Article, Library, Passage
from index.citation.styles import STYLES
from looking import FERRY, LONG, buttons, card, choose, menu, press, refused, run, said, selects
from rooms import BRIDGE, Room, parts, shown


def passage_of(room: Room, name: str) -> Passage:
    with Library.open(room.own_library) as library:
        return library.passage(name)


async def test_a_passage_is_quoted_for_all_with_its_label(room: Room) -> None:
    room.add(FERRY)
    for name in ("ferry#1", "[[ferry#1]]", " ferry ", "ferry#"):
        result = await run(room, "cite", passage=name)
        assert not result.ephemeral
        quote, foot = shown(card(result))
        assert quote == f"> {FERRY.text}"
        assert (
            foot == "-# Northern Wire, 6 Mar 2026, “Ferries in place of the bridge”, passage 1 of 1 · ferry#1"
        )


@pytest.mark.parametrize("style", STYLES)
async def test_a_style_gives_the_citation_to_one_person_to_copy(room: Room, style: str) -> None:
    room.add(FERRY)
    result = await run(room, "cite", passage="ferry#1", style=style)
    assert result.ephemeral
    assert shown(card(result))[1] == f"```\n{STYLES[style](passage_of(room, 'ferry#1'))}\n```"


async def test_the_style_can_be_changed_also_after_a_restart(room: Room) -> None:
    room.add(FERRY)
    await run(room, "cite", passage="ferry#1")
    message = room.channel.last_message
    assert message is not None
    await room.restart()
    given = await press(room, message, "Cite")
    assert given.ephemeral
    for place, style in enumerate(STYLES):
        await choose(room, card(given), place)
        assert shown(card(given))[1] == f"```\n{STYLES[style](passage_of(room, 'ferry#1'))}\n```"
        (select,) = selects(card(given))
        assert [option.value for option in select.options if option.default] == [style]


async def test_what_a_code_block_cannot_hold_comes_as_a_file(room: Room) -> None:
    room.add(Article(id="code", title="Code", text="Use ``` to begin a block of code."))
    result = await run(room, "cite", passage="code#1", style="plain")
    made = STYLES["plain"](passage_of(room, "code#1"))
    (attached,) = (part for part in parts(card(result)) if isinstance(part, discord.FileComponent))
    assert attached.media.url.endswith("citation.txt")
    (upload,) = card(result).attachments
    assert await upload.read() == made.encode()
    await choose(room, card(result), list(STYLES).index("bibtex"))
    assert [one.filename for one in card(result).attachments] == []


@pytest.mark.parametrize(
    ("name", "key", "words"),
    [
        ("ferry#9", "refusal.no_passage", "There is no passage “ferry#9” here"),
        ("nowhere#1", "refusal.no_passage", "There is no passage “nowhere#1” here"),
        ("what is this", "refusal.no_passage", "There is no passage “what is this” here"),
        ("ferry#" + "9" * 30, "refusal.no_passage", "There is no passage"),
        ("#", "refusal.no_passage", "There is no passage"),
        ("changed#1", "look.changed", "has changed since it was quoted"),
        ("gone#1", "look.withdrawn", "Source withdrawn"),
    ],
)
async def test_what_cannot_be_cited_says_why(room: Room, name: str, key: str, words: str) -> None:
    room.add(FERRY, Article(id="changed", text="It was so."), Article(id="gone", text="It was."))
    room.add(Article(id="changed", text="It was otherwise."))
    with Library.open(room.own_library) as library:
        library.erase_version("changed", 1)
        library.remove(["gone"])
    result = await run(room, "cite", passage=name)
    assert words in said(result)[0]
    assert refused(room) == [key]


async def test_buttons_of_what_was_changed_or_withdrawn_say_so(room: Room) -> None:
    room.add(FERRY, BRIDGE)
    public = card(await run(room, "cite", passage="ferry#1"))
    room.add(Article(id="ferry", text="They no longer run."))
    assert "publisher corrected" in said(await press(room, public, "Cite"))[-1]
    await room.bot.libraries.write(room.guild.id, lambda library: library.erase_version("ferry", 1))
    assert "has changed since it was quoted" in said(await press(room, public, "Cite"))[-1]
    await room.bot.libraries.write(room.guild.id, lambda library: library.remove(["ferry"]))
    assert "Source withdrawn" in said(await press(room, public, "Cite"))[-1]


# [[a1#2]]


async def test_a_mention_with_references_quotes_them_and_says_why_others_are_missing(room: Room) -> None:
    room.add(FERRY, LONG)
    texts = await room.tell(f"{room.mention} see [[ferry#1]], [[long#2]] and [[none#3]]")
    assert texts[0] == f"> {FERRY.text}"
    assert texts[3].endswith(" · long#2")
    assert texts[4].startswith("-# There is no passage “none#3” here. `/lookup` shows")
    message = room.channel.last_message
    assert message is not None
    (select,) = selects(message)
    names = [option.label.partition(",")[0] for option in select.options]
    assert names == ["1 · Northern Wire", "2 · Cape Gazette"]
    given = await choose(room, message, 1)
    assert given.ephemeral
    assert "Lighthouse chronicle" in shown(card(given))[0]


async def test_at_most_three_references_are_quoted(room: Room) -> None:
    room.add(LONG)
    texts = await room.tell(
        f"{room.mention} " + " ".join(f"[[long#{number}]]" for number in (1, 2, 2, 3, 4, 5))
    )
    assert sum(text.startswith("> ") for text in texts) == 3
    assert texts[-1] == "-# I quote 3 passages at a time; 2 more were named."
    texts = await room.tell(f"{room.mention} [[long#1]] [[long#2]] [[long#3]]")
    assert sum(text.startswith("> ") for text in texts) == 3
    assert not any("at a time" in text for text in texts)


async def test_references_that_are_all_unknown_give_one_line(room: Room) -> None:
    (line,) = await room.tell(f"{room.mention} [[none#1]]")
    assert "There is no passage “none#1” here" in line


# Walls


async def test_another_server_cannot_cite_by_id_nor_by_mention(
    room: Room, simcord_env: Env, settings: Settings
) -> None:
    room.add(FERRY)
    other = Room.furnish(simcord_env, settings, "Elsewhere")
    other.add(LONG)
    assert "There is no passage" in said(await run(other, "cite", passage="ferry#1"))[0]
    assert "There is no passage" in (await other.tell(f"{other.mention} [[ferry#1]]"))[0]
    assert refused(room) == ["refusal.no_passage"]


async def test_a_direct_message_and_a_call_of_a_user_cannot_cite_a_servers_passage(
    room: Room, installation: Installation
) -> None:
    room.add(FERRY)
    await room.alice.user.send_dm("[[ferry#1]]")
    assert "There is no passage" in shown(room.alice.user.dm_channel.last_message)[0]
    with installation.by_user():
        result = await run(room, "cite", passage="ferry#1")
    assert result.ephemeral
    assert "There is no passage" in said(result)[0]
    assert refused(room) == ["refusal.no_passage"]


async def test_a_shared_library_is_cited_by_its_name_and_says_so(
    room: Room, articles: tuple[Article, ...], settings: Settings
) -> None:
    room.add(Article(id="same", text="This is our own."))
    with Library.open(settings.library) as library:
        library.add([Article(id="same", text="This is shared.")])
    assert shown(card(await run(room, "cite", passage="same#1")))[0] == "> This is our own."
    quote, foot = shown(card(await run(room, "cite", passage="main:same#1")))
    assert quote == "> This is shared."
    assert " · main\\:same#1 · shared library main" in foot
    await room.prefer("shared", [])
    assert "There is no passage" in said(await run(room, "cite", passage="main:same#1"))[0]
    assert refused(room) == ["refusal.no_passage"]


# Sharing


async def test_where_answers_are_private_a_quote_is_not_offered_to_be_shared(room: Room) -> None:
    room.add(FERRY)
    await room.prefer("private", True)
    result = await run(room, "cite", passage="ferry#1")
    assert result.ephemeral
    assert list(buttons(card(result))) == ["Cite"]


async def test_private_sources_are_shared_and_then_belong_to_all(room: Room) -> None:
    room.add(FERRY)
    result = await menu(room, "Find sources", FERRY.text)
    assert said(await press(room, card(result), "Share"))[-1] == "Shared in this channel."
    public = room.channel.last_message
    assert public is not None
    assert f"> {FERRY.text}" in shown(public)
    bob = room.guild.add_member(room.env.create_user("bob"))
    given = await bob.click(public, label="Cite")
    assert given.acknowledged
    assert given.ephemeral
    assert "Share" not in buttons(public)


async def test_what_was_withdrawn_is_not_shared(room: Room) -> None:
    room.add(FERRY)
    result = await menu(room, "Find sources", FERRY.text)
    await room.bot.libraries.write(room.guild.id, lambda library: library.remove(["ferry"]))
    before = len(room.channel.history())
    assert "Source withdrawn" in said(await press(room, card(result), "Share"))[-1]
    assert len(room.channel.history()) == before
