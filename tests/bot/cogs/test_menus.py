"""The menus on messages: passages for what one says, and whether its quotes stand in the library."""

import pytest
from simcord import Env
from simcord.results import to_discord_message

from bot.preview.simulation import Installation
from bot.settings import Settings
from index import Article, Library
from looking import FERRY, LONG, buttons, card, choose, menu, press, refused, said
from rooms import BRIDGE, Room, shown

CLAIM = "The harbour bridge of Aldmoor will close for repairs."
OTHER_CLAIM = "Ferries cross the bay every twenty minutes."
# What answers best in bold.
STRESSED = (
    "> **While the harbour bridge is closed for repairs, ferries cross the bay every twenty minutes.** "
    "They cost nothing."
)
FIND, CHECK = "Find sources", "Check quote"


async def test_each_claim_gets_its_passages_in_private(room: Room) -> None:
    room.add(BRIDGE, FERRY)
    result = await menu(room, FIND, f"Hello all! {CLAIM} {OTHER_CLAIM} The moon is made of green cheese.")
    texts = said(result)
    assert texts[0] == "-# Sources for this message"
    assert texts[1] == CLAIM
    assert texts[2] == f"> {BRIDGE.text}"
    assert texts[3].startswith("-# Aldmoor Courier, 4 Mar 2026, “Harbour bridge closes for repairs”")
    assert texts[4] == OTHER_CLAIM
    assert texts[5] == STRESSED
    assert "Nothing found for: The moon is made of green cheese." in texts[-1]


async def test_a_passage_that_two_claims_would_have_stands_once(room: Room) -> None:
    room.add(BRIDGE)
    texts = said(await menu(room, FIND, f"{CLAIM} Repairs may take nine weeks at the harbour bridge."))
    assert texts.count(f"> {BRIDGE.text}") == 1
    assert "(see the passage above)" in texts[-1]


async def test_sources_are_shared_as_a_reply_without_a_mention(room: Room) -> None:
    room.add(BRIDGE, FERRY)
    asked_about = await room.alice.send(room.channel, CLAIM)
    result = await room.alice.context_menu(room.channel, FIND, asked_about)
    assert result.acknowledged
    shared = await press(room, card(result), "Share")
    assert shared.ephemeral
    public = room.channel.last_message
    assert public is not None
    assert shown(public)[0] == f"-# Passages on this message\n-# shared by {room.alice.name}"
    assert public.reference is not None
    assert public.reference.message_id == asked_about.id
    assert public.mentions == []
    given = await choose(room, public, 1)
    assert given.ephemeral
    assert "Northern Wire" in said(given)[0]


async def test_sources_are_shared_after_a_restart_and_though_the_message_is_gone(room: Room) -> None:
    room.add(BRIDGE)
    message = await room.alice.send(room.channel, CLAIM)
    result = await room.alice.context_menu(room.channel, FIND, message)
    assert result.acknowledged
    answer = card(result)
    await room.alice.delete(message)
    await room.restart()
    assert said(await press(room, answer, "Share"))[-1] == "Shared in this channel."
    assert f"> {BRIDGE.text}" in shown(room.channel.last_message)


async def test_a_message_without_words_or_claims_is_refused(room: Room) -> None:
    room.add(BRIDGE)
    assert "nothing in that message" in said(await menu(room, FIND, "lol ok"))[0]
    message = await room.alice.send(room.channel, "", attachments=[("a.txt", b"x")])
    result = await room.alice.context_menu(room.channel, FIND, message)
    assert result.acknowledged
    assert "no words in that message" in said(result)[0]
    assert refused(room) == ["refusal.no_claim", "refusal.no_words"]


async def test_claims_that_no_article_speaks_of_say_so(room: Room) -> None:
    room.add(BRIDGE)
    result = await menu(room, FIND, "The moon is made of green cheese.")
    assert said(result)[0].startswith("**Nothing found.**")
    assert buttons(card(result)) == {}


# Check quote


async def test_very_words_are_shown_in_their_place(room: Room) -> None:
    room.add(FERRY)
    result = await menu(room, CHECK, "They wrote “ferries cross the bay every twenty minutes”!")
    head, place, foot = said(result)
    assert head == (
        "-# ferries cross the bay every twenty minutes\n"
        "**Word for word.** These words stand in the library as quoted."
    )
    assert place == (
        "> While the harbour bridge is closed for repairs, **ferries cross the bay every twenty minutes**. "
        "They cost nothing."
    )
    assert foot.startswith("-# Northern Wire, 6 Mar 2026")
    given = await press(room, card(result), "Cite")
    assert given.ephemeral
    assert "Northern Wire" in said(given)[0]


async def test_other_words_are_marked(room: Room) -> None:
    room.add(FERRY)
    texts = said(await menu(room, CHECK, '"ferries cross the whole bay every thirty minutes"'))
    assert "**Nearly.**" in texts[0]
    assert texts[1] == "> ferries cross the ~~whole~~ bay every ~~thirty~~ **twenty** minutes"
    assert "struck" in texts[-1]


async def test_words_of_no_article_are_not_found(room: Room) -> None:
    room.add(FERRY)
    (text,) = said(await menu(room, CHECK, "“nobody has ever seen such a comet before”"))
    assert text.endswith("**Not found.** No article here has these words or words like them.")


async def test_a_message_without_marks_is_checked_as_a_whole(room: Room) -> None:
    room.add(FERRY)
    texts = said(await menu(room, CHECK, "ferries cross the bay every twenty minutes"))
    assert "**Word for word.**" in texts[0]
    assert "No quotation marks" in texts[-1]
    assert "no quoted words" in said(await menu(room, CHECK, "short one"))[0]
    assert refused(room) == ["refusal.no_quote"]


async def test_at_most_three_quotes_are_checked(room: Room) -> None:
    room.add(FERRY)
    quotes = " ".join(f"“the bay every {number} minutes and so on”" for number in range(5))
    texts = said(await menu(room, CHECK, quotes))
    assert "I check 3 quotes at a time; 2 more stand in this message." in texts[-1]


async def test_copies_are_counted_and_an_exact_match_of_a_shared_library_wins(
    room: Room, articles: tuple[Article, ...], settings: Settings
) -> None:
    room.add(FERRY, Article(id="copy", outlet="Copyist", text=FERRY.text))
    texts = said(await menu(room, CHECK, "“ferries cross the bay every twenty minutes”"))
    assert "-# and in 1 more article" in texts[2]
    with Library.open(settings.library) as library:
        library.add([Article(id="shared", text="All ferries cross the bay every thirty minutes now.")])
    texts = said(await menu(room, CHECK, "“ferries cross the bay every thirty minutes”"))
    assert "Word for word" in texts[0]
    assert "shared library main" in texts[2]


# Walls and permissions


@pytest.mark.parametrize("name", [FIND, CHECK])
async def test_menus_never_reach_another_servers_articles(
    room: Room, simcord_env: Env, settings: Settings, installation: Installation, name: str
) -> None:
    room.add(FERRY)
    other = Room.furnish(simcord_env, settings, "Elsewhere")
    other.add(LONG)
    claim = "“While the harbour bridge is closed for repairs, ferries cross the bay every twenty minutes.”"
    assert "Northern Wire" in " ".join(said(await menu(room, name, claim)))
    elsewhere = await menu(other, name, claim)
    with installation.by_user():
        alone = await menu(room, name, claim)
    for result in (elsewhere, alone):
        assert "Northern Wire" not in " ".join(said(result))
        assert any("ound.**" in text for text in said(result))


@pytest.mark.parametrize("name", [FIND, CHECK])
async def test_menus_are_for_those_who_may_ask(room: Room, name: str) -> None:
    room.add(FERRY)
    await room.prefer("askers", [12345])
    assert "cannot ask me here" in said(await menu(room, name, CLAIM))[0]
    assert refused(room) == ["refusal.asker"]


async def test_the_menus_speak_german(room: Room, installation: Installation) -> None:
    room.add(FERRY)
    with installation.speaking("de"):
        texts = said(await menu(room, CHECK, "„ferries cross the bay every twenty minutes“"))
        assert "**Wortwörtlich.**" in texts[0]
        assert "6. März 2026, „Ferries in place of the bridge“, Stelle 1 von 1" in texts[2]
        assert "Quellen zu dieser Nachricht" in said(await menu(room, FIND, OTHER_CLAIM))[0]


async def test_previews_of_links_count_as_words_of_the_message(room: Room) -> None:
    room.add(FERRY)
    message = room.env.backend.create_message(
        room.channel.id,
        room.alice.id,
        "https://wire.example",
        embeds=[{"type": "rich", "title": "News", "description": OTHER_CLAIM}],
    )
    result = await room.alice.context_menu(room.channel, FIND, to_discord_message(room.env, message))
    assert result.acknowledged
    assert STRESSED in said(result)
