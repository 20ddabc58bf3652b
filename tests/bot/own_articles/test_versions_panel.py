"""What an article said before, for those who look after a server's articles: listed, and erased for good."""

from dataclasses import replace

import pytest

from index import Article, ChangedPassageError, Library
from library_room import Desk, buttons, card, said, told

WELL = Article(id="well", title="Well of Brankow", outlet="Steppe Herald", text="The well is 40 metres deep.")


async def test_a_version_is_listed_and_erased_for_good(desk: Desk) -> None:
    room = desk.room
    room.add(WELL)
    shown = await desk.give("source show", article="well")
    assert "added" in said(shown)
    assert "last seen" in said(shown)
    assert "Earlier words" not in buttons(card(shown))
    room.add(replace(WELL, text="The well is 60 metres deep."))
    room.add(replace(WELL, text="The well is dry."))
    listed = await desk.press(await desk.give("source show", article="well"), "Earlier words")
    assert "40 metres" in said(listed)
    assert "60 metres" in said(listed)
    assert "the publisher corrected" in said(listed)
    await room.restart()
    sure = await desk.choose(listed, "source-version", ["1"])
    assert "40 metres" in said(sure)
    assert "60 metres" not in said(sure)
    left = await desk.press(sure, "Erase for good")
    assert "40 metres" not in said(left)
    assert "60 metres" in said(left)
    with Library.open(room.own_library) as library:
        assert [one.number for one in library.versions("well")] == [2]
        with pytest.raises(ChangedPassageError):
            library.quoted("well#1")


async def test_one_that_somebody_else_erased_meanwhile_is_refused(desk: Desk) -> None:
    room = desk.room
    room.add(WELL)
    room.add(replace(WELL, text="The well is dry."))
    listed = await desk.press(await desk.give("source show", article="well"), "Earlier words")
    with Library.open(room.own_library) as library:
        library.erase_version("well", 1)
    assert "kept no more" in told(await desk.choose(listed, "source-version", ["1"]))
