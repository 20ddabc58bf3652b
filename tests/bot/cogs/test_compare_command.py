"""/compare: one passage of each outlet, side by side, oldest first, copies folded."""

import re

from simcord import Env

from bot.cards.base import TEXT_LIMIT
from bot.cards.comparison import merge
from bot.cards.markdown import width
from bot.preview.simulation import Installation
from bot.settings import Settings
from index import Article, Comparison, Hit, Library, Passage
from looking import FERRY, buttons, card, choose, menu, press, refused, run, said
from rooms import BRIDGE, Room, parts, shown

COMPONENTS = 40
TOPIC = "harbour bridge repairs"
STRESSED = (
    "> **While the harbour bridge is closed for repairs, ferries cross the bay every twenty minutes.** "
    "They cost nothing."
)
COPY = Article(id="copy", title="Bridge", outlet="Daily Copy", published="2026-03-05", text=BRIDGE.text)


async def test_outlets_stand_in_the_order_of_their_dates_with_copies_folded(room: Room) -> None:
    room.add(FERRY, BRIDGE, COPY)
    result = await run(room, "compare", topic=TOPIC)
    texts = shown(card(result))
    assert texts[0] == f"**{TOPIC}**\n-# 3 outlets carry this · 2 of them here, oldest first"
    assert texts[1] == "**Aldmoor Courier** · 4 Mar 2026"
    assert texts[2] == f"> {BRIDGE.text}"
    assert texts[3].endswith("\n-# also in: Daily Copy")
    assert texts[4] == "**Northern Wire** · 6 Mar 2026"
    assert texts[5] == STRESSED


async def test_each_passage_can_be_cited_from_a_comparison_after_a_restart(room: Room) -> None:
    room.add(FERRY, BRIDGE)
    await run(room, "compare", topic=TOPIC)
    message = room.channel.last_message
    assert message is not None
    await room.restart()
    given = await choose(room, message, 1)
    assert given.ephemeral
    assert "Northern Wire" in shown(card(given))[0]


async def test_nothing_to_compare_is_said_plainly(room: Room) -> None:
    room.add(BRIDGE)
    assert "Nothing found" in said(await run(room, "compare", topic="volcanoes of the moon"))[1]


async def test_where_answers_are_private_a_comparison_is_not_offered_to_be_shared(room: Room) -> None:
    room.add(FERRY, BRIDGE)
    await room.prefer("private", True)
    result = await run(room, "compare", topic=TOPIC)
    assert result.ephemeral
    assert not buttons(card(result))


async def test_private_sources_are_shared_without_what_was_withdrawn(room: Room) -> None:
    room.add(FERRY, BRIDGE)
    result = await menu(room, "Find sources", f"{FERRY.text} {BRIDGE.text}")
    await room.bot.libraries.write(room.guild.id, lambda library: library.remove(["ferry"]))
    assert said(await press(room, card(result), "Share"))[-1] == "Shared in this channel."
    texts = shown(room.channel.last_message)
    assert f"> {BRIDGE.text}" in texts
    assert "ferries" not in " ".join(texts)


async def test_many_talkative_outlets_fit_into_one_card(room: Room) -> None:
    hundred = range(100)
    room.add(*(
        Article(
            title=f"Bridge {number} " + "*[x](y)" * 40,
            outlet=f"Outlet {number} " + "_" * 90,
            url=f"https://outlet{number}.example/" + "a" * 300,
            published=f"2026-03-{number + 10}",
            text="The harbour bridge and its repairs: " + " ".join(f"**{word}{number}**" for word in hundred),
        )
        for number in range(9)
    ))  # fmt: skip
    message = card(await run(room, "compare", topic=TOPIC))
    texts = shown(message)
    assert sum(map(width, texts)) <= TEXT_LIMIT
    assert len(list(parts(message))) <= COMPONENTS
    assert "6 of them here" in texts[0]
    days = [int(day) for day in re.findall(r" · (\d+) Mar 2026", " ".join(texts))]
    assert len(days) == 6
    assert days == sorted(days)


async def test_servers_compare_their_own_outlets_alone(
    room: Room, simcord_env: Env, settings: Settings, installation: Installation
) -> None:
    room.add(FERRY, BRIDGE)
    other = Room.furnish(simcord_env, settings, "Elsewhere")
    other.add(COPY)
    texts = said(await run(other, "compare", topic=TOPIC))
    assert "1 outlet carries this" in texts[0]
    assert "Daily Copy" in texts[1]
    assert len(texts) == 4
    with installation.by_user():
        result = await run(room, "compare", topic=TOPIC)
    assert result.ephemeral
    assert "Nothing found" in said(result)[1]


async def test_where_the_bot_does_not_answer_it_compares_nothing(room: Room) -> None:
    room.add(BRIDGE)
    await room.prefer("askers", [12345])
    result = await run(room, "compare", topic=TOPIC)
    assert result.ephemeral
    assert "cannot ask me here" in said(result)[0]
    assert refused(room) == ["refusal.asker"]


async def test_comparisons_count_as_questions(room: Room) -> None:
    room.add(BRIDGE)
    for _ in range(5):
        assert "1 outlet carries this" in said(await run(room, "compare", topic=TOPIC))[0]
    assert "One question at a time" in said(await run(room, "compare", topic=TOPIC))[0]
    assert refused(room) == ["ask.cooldown"]


async def test_shared_libraries_join_and_an_outlet_speaks_once(
    room: Room, articles: tuple[Article, ...], settings: Settings
) -> None:
    room.add(BRIDGE)
    with Library.open(settings.library) as library:
        library.add([FERRY])
    texts = said(await run(room, "compare", topic=TOPIC))
    assert "2 outlets carry this" in texts[0]
    assert [text for text in texts[1:] if text.startswith("**")] == [
        "**Aldmoor Courier** · 4 Mar 2026",
        "**Northern Wire** · 6 Mar 2026",
    ]
    # The Courier's article stands in both libraries, and the server's own speaks.
    assert ["shared library main" in text for text in texts if text.startswith("-# “")] == [False, True]


def test_of_too_many_outlets_those_that_tell_most_are_kept_in_the_order_of_their_dates() -> None:
    def hit(outlet: str, score: float, day: int) -> Hit:
        article = Article(id=outlet, outlet=outlet, published=f"2026-01-{day:02}", text="Text.")
        passage = Passage(article=article, serial=1, start=0, end=5, position=1, total=1)
        return Hit(passage=passage, score=score, bm25=score)

    own = Comparison(topic="?", hits=(hit("A", 1.0, 9), hit("B", 4.0, 10)), outlets=2)
    main = Comparison(topic="?", hits=(hit("b", 90.0, 1), hit("C", 60.0, 2)), outlets=2)
    compared = merge("?", {"": own, "main": main}, 2)
    assert [one.hit.passage.article.outlet for one in compared.hits] == ["C", "B"]
    assert compared.outlets == 3
