"""What a member reads when an article that answers is damaged on disk."""

import sqlite3
from dataclasses import replace

from index import Article, DamagedArticleError, Library
from rooms import BRIDGE, QUESTION, Room


def damage(room: Room, *titles: str) -> None:
    """Change a word of these articles behind the library's back."""
    with sqlite3.connect(room.own_library / "library.sqlite") as db:
        for title in titles:
            db.execute(
                "UPDATE articles SET text = replace(text, 'Monday', 'Sunday') WHERE title = ?", [title]
            )
    db.close()


async def test_where_only_a_damaged_article_answers_that_is_told_and_is_no_gap(room: Room) -> None:
    room.add(BRIDGE)
    damage(room, BRIDGE.title)
    told = "\n".join(await room.ask())
    assert told.startswith("I cannot read the articles at the moment. Whoever runs this bot can mend that.")
    assert [type(error.original) for error in room.env.errors] == [DamagedArticleError]  # type: ignore[attr-defined]
    assert await room.state.gaps.of_server(room.guild.id) == []


async def test_a_damaged_article_of_one_library_keeps_no_other_library_from_answering(
    room: Room, articles: tuple[Article, ...]
) -> None:
    room.add(replace(BRIDGE, outlet="Own Paper"))
    damage(room, BRIDGE.title)
    told = "\n".join(await room.ask())
    assert articles[0].outlet in told
    assert "will close on Monday" in told
    assert "1 article that speaks of this is damaged on disk, and nothing of it is shown." in told


async def test_answers_beside_damaged_articles_are_shown_and_these_counted(room: Room) -> None:
    others = [
        replace(BRIDGE, outlet=f"Paper {number}", title=f"The bridge {number}", text=f"{BRIDGE.text} {more}")
        for number, more in enumerate(("Ferries run instead.", "Buses go round by the mill."))
    ]
    room.add(BRIDGE, *others)
    damage(room, *(one.title for one in others))
    told = "\n".join(await room.ask())
    assert "will close on Monday" in told
    assert "2 articles that speak of this are damaged on disk" in told
    assert "Sunday" not in told


async def test_damage_of_one_server_is_not_told_in_another(room: Room) -> None:
    room.add(BRIDGE)
    damage(room, BRIDGE.title)
    other = Room.furnish(room.env, room.settings, "Elsewhere")
    other.add(BRIDGE)
    told = "\n".join(await other.ask(QUESTION))
    assert "damaged" not in told
    with Library.open(other.own_library) as library:
        assert list(library.check()) == []
