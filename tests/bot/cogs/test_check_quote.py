"""The menu "Check quote" on quotes that wear a chat's marks, or that whoever quotes has edited."""

import pytest

from bot.preview.simulation import Installation
from index import Article
from looking import card, menu, said
from rooms import Room, shown

CHECK = "Check quote"
LOCK = Article(
    id="lock",
    title="Lock at Sandby stays shut",
    outlet="Canal Times",
    published="2026-04-02",
    text=(
        "The lock at Sandby will not open before June, and 40 barges wait below it. Its keeper, Ines Holm, "
        "blamed a cracked gate. Nobody was hurt.\n\nBoats may turn round at Mill Wharf free of charge."
    ),
)


@pytest.mark.parametrize(
    "message",
    [
        "“Its keeper, **Ines Holm**, blamed a cracked gate”",
        "“Its keeper, _Ines_ *Holm*, __blamed__ ~~a~~ ||cracked|| gate”",
        "> Its keeper, [Ines Holm](https://canal.example/holm), blamed a `cracked` gate",
        ">>> # Its keeper, Ines Holm,\n- blamed a cracked gate\\.",
        "> Its keeper, Ines Holm, <:gate:1234567890>blamed a cracked gate\n> — Canal Times, 2 April",
        "```\nIts keeper, Ines Holm, blamed a cracked gate\n```",
        "Its ***keeper***, Ines Holm, blamed a cracked gate",
    ],
)
async def test_marks_of_the_chat_are_no_difference(room: Room, message: str) -> None:
    room.add(LOCK)
    texts = said(await menu(room, CHECK, message))
    assert "**Word for word.**" in texts[0]
    assert "Ines Holm, blamed a cracked gate" in texts[1].replace("**", "")


async def test_the_bots_own_answer_copied_back_is_word_for_word(room: Room) -> None:
    room.add(LOCK)
    await room.ask("Who blamed a cracked gate?")
    answer = "\n".join(shown(room.channel.last_message))
    assert "**" in answer
    texts = said(await menu(room, CHECK, answer))
    assert "**Word for word.**" in texts[0]


async def test_the_bots_own_citation_copied_back_is_word_for_word(room: Room) -> None:
    room.add(LOCK)
    for style in ("plain", "markdown"):
        result = await room.alice.slash(room.channel, "cite", passage="lock#1", style=style)
        cited = shown(card(result))[1].removeprefix("```\n").removesuffix("\n```")
        texts = said(await menu(room, CHECK, cited))
        assert "**Word for word.**" in texts[0], style


async def test_what_an_ellipsis_leaves_out_is_named(room: Room, installation: Installation) -> None:
    room.add(LOCK)
    texts = said(await menu(room, CHECK, "“The lock at Sandby will … open before June”"))
    assert "Word for word" not in texts[0]
    assert texts[0].endswith("matters:\n-# The ellipsis leaves out: “not”")
    assert "**The lock at Sandby will** not **open before June**" in texts[1]
    with installation.speaking("de"):
        texts = said(await menu(room, CHECK, "“The lock at Sandby … may turn round at Mill Wharf”"))
        assert "Wortwörtlich" not in texts[0]
        assert "-# Ausgelassen sind 23 Wörter über 2 Absätze, darunter: not, 40, Nobody" in texts[0]


async def test_brackets_are_the_quoters(room: Room, installation: Installation) -> None:
    room.add(LOCK)
    texts = said(await menu(room, CHECK, "“[Her] keeper [sic], Ines Holm, blamed a cracked gate”"))
    assert "**Word for word.**" in texts[0]
    assert "-# Brackets were put in by whoever quotes: [Her]" in texts[0]
    assert "whoever quotes: [sic]" in texts[0]
    with installation.speaking("de"):
        texts = said(await menu(room, CHECK, "“blamed a [broken] gate. Nobody was hurt”"))
        assert "-# Eckige Klammern stammen von dem, der zitiert: [broken] statt „cracked“" in texts[0]
