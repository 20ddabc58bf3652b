"""What commands offer while somebody types: within Discord's limits, from this scope alone, at once."""

import time
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from simcord import Env

from bot.cards.article import choice_name
from bot.cards.markdown import width
from bot.interactions.autocomplete import _choices, merged
from bot.preview.simulation import Installation
from bot.settings import Settings
from bot.texts import voice
from index import Article, Library, Suggestion
from looking import FERRY, LONG, card, look
from rooms import BRIDGE, Room, shown


async def offered(
    room: Room, typed: str, command: str = "lookup", option: str = "article"
) -> list[dict[str, Any]]:
    return await room.alice.autocomplete(room.channel, command, option, typed)


async def test_titles_names_and_outlets_are_offered(room: Room) -> None:
    room.add(LONG, FERRY, BRIDGE)
    assert await offered(room, "light") == [
        {"name": "Lighthouse chronicle · Cape Gazette, 6 May 2026", "value": "long"}
    ]
    assert [one["value"] for one in await offered(room, "tove")] == ["long"]
    assert await offered(room, "cape") == [
        {"name": "Cape Gazette · 1 article", "value": "outlet:Cape Gazette"},
        {"name": "Lighthouse chronicle · Cape Gazette, 6 May 2026", "value": "long"},
    ]
    assert len(await offered(room, "")) == 3
    assert await offered(room, "zebra") == []


async def test_what_is_offered_opens_what_it_names(room: Room) -> None:
    room.add(
        *(Article(title=f"Note {number}", outlet="Desk", text=f"Text {number}.") for number in range(30))
    )
    room.add(Article(id="i" * 120, title="With a long id", text="Text of the long id."))
    choices = await offered(room, "note")
    assert len(choices) == 25
    for choice in choices[:3]:
        (head, _, _) = shown(card(await look(room, choice["value"])))
        assert head.split("**")[1] == choice["name"].split(" · ")[0]
    (choice,) = await offered(room, "with a long")
    assert "Text of the long id" in shown(card(await look(room, choice["value"])))[1]


async def test_passages_are_offered_for_an_id_and_for_few_articles(room: Room) -> None:
    room.add(LONG, FERRY, BRIDGE)
    names = [one["value"] for one in await offered(room, "long#", "cite", "passage")]
    assert names[:2] == ["long#1", "long#2"]
    assert [one["value"] for one in await offered(room, "long#2", "cite", "passage")] == ["long#2"]
    assert [one["value"] for one in await offered(room, "lighthouse", "cite", "passage")] == names
    assert [one["value"] for one in await offered(room, "", "cite", "passage")] != []
    assert await offered(room, "none#", "cite", "passage") == []


async def test_what_is_removed_is_offered_no_more_and_what_is_new_at_once(room: Room) -> None:
    room.add(LONG)
    assert await offered(room, "light") != []
    await room.bot.libraries.write(room.guild.id, lambda library: library.remove(["long"]))
    assert await offered(room, "light") == []
    assert await offered(room, "long#", "cite", "passage") == []
    room.add(LONG)
    assert await offered(room, "light") != []


async def test_no_server_is_offered_anothers_articles(
    room: Room, simcord_env: Env, settings: Settings, installation: Installation
) -> None:
    room.add(LONG)
    other = Room.furnish(simcord_env, settings, "Elsewhere")
    for command, option, typed in (
        ("lookup", "article", "light"), ("lookup", "article", "cape"), ("lookup", "article", ""),
        ("cite", "passage", "light"), ("cite", "passage", "long#"), ("cite", "passage", ":long#"),
    ):  # fmt: skip
        assert await offered(other, typed, command, option) == []
        with installation.by_user():
            assert await offered(room, typed, command, option) == []
    assert not other.own_library.exists()


async def test_a_shared_librarys_articles_are_offered_under_its_name(
    room: Room, articles: tuple[Article, ...], settings: Settings
) -> None:
    room.add(
        Article(id="x", title="Glassworks history", outlet="Northern Wire", text="It was founded long ago.")
    )
    values = [one["value"] for one in await offered(room, "glassworks")]
    assert values[0] == "x"
    assert values[1].startswith("main:")
    assert "Glassworks strike ends" in shown(card(await look(room, values[1])))[0]
    (outlet, *_) = await offered(room, "northern")
    assert outlet["name"] == "Northern Wire · 2 articles"
    await room.prefer("shared", [])
    assert [one["value"] for one in await offered(room, "glassworks")] == ["x"]


@given(
    st.builds(
        Suggestion, id=st.text(max_size=5), title=st.text(max_size=300), outlet=st.text(max_size=300),
        published=st.sampled_from(["", "2026-03-04"]), articles=st.integers(0, 10**6),
    )
)  # fmt: skip
def test_a_choices_name_is_as_discord_takes_it(suggestion: Suggestion) -> None:
    for language in ("en", "de"):
        name = choice_name(suggestion, voice(language))
        assert name.strip()
        assert width(name) <= 100
        assert "\n" not in name


@given(st.lists(st.tuples(st.text(max_size=250), st.text(max_size=250)), max_size=40))
def test_choices_are_as_discord_takes_them(named: list[tuple[str, str]]) -> None:
    choices = _choices(named)
    assert len(choices) <= 25
    assert all(0 < width(one.name) <= 100 and 0 < width(one.value) <= 100 for one in choices)
    assert len({one.name for one in choices}) == len(choices)


def test_libraries_take_turns_and_an_outlet_of_both_stands_once() -> None:
    own = [
        Suggestion(outlet="Wire", articles=2),
        Suggestion(id="a", title="A"),
        Suggestion(id="b", title="B"),
    ]
    main = [Suggestion(outlet="WIRE", articles=3), Suggestion(id="c", title="C")]
    found = merged({"": own, "main": main})
    assert [(name, one.id, one.outlet, one.articles) for name, one in found] == [
        ("main", "", "WIRE", 5),
        ("", "a", "", 1),
        ("main", "c", "", 1),
        ("", "b", "", 1),
    ]


async def test_many_articles_are_offered_within_a_tenth_of_a_second(room: Room) -> None:
    with Library.open(room.own_library) as library:
        library.add(
            Article(title=f"Report {number} on harbours", outlet=f"Desk {number % 50}", text=f"No. {number}.")
            for number in range(3000)
        )  # fmt: skip
    await offered(room, "rep")
    began = time.process_time()
    for typed in ("r", "report 7", "desk 3", "harb"):
        assert await offered(room, typed)
    # Of the processor, which other work does not lengthen; figures are in benchmarks/suggestions.py.
    assert (time.process_time() - began) / 4 < 0.1
