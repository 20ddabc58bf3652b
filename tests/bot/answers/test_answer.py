"""What is kept of a question that was asked, and which questions are refused."""

import pytest

from bot.answers.answer import QUESTION_CHARACTERS, cleaned
from bot.interactions import errors
from bot.texts import Voice
from bot.texts.refusal import RefusalError
from newsroom import FERRY, ferries
from rooms import Room

UNKNOWN = "How do volcanoes form under glaciers?"


def test_a_question_has_at_most_so_many_characters_on_one_line() -> None:
    assert QUESTION_CHARACTERS == 500
    assert cleaned("Who shut\n\n the bridge? ") == "Who shut the bridge?"
    assert cleaned("x" * 500) == "x" * 500
    with pytest.raises(RefusalError) as refused:
        cleaned("x" * 501)
    said = errors.line(refused.value, Voice("en"))
    assert said == "A question can have up to 500 characters; this one has 501."


async def rows(room: Room) -> list[tuple[object, ...]]:
    return await room.state.answers._database.run(
        lambda db: db.execute(
            "SELECT guild, channel, asker, page_size, private, language FROM answers ORDER BY created"
        ).fetchall()
    )


async def test_an_answer_is_kept_with_its_place_and_asker(room: Room) -> None:
    room.add(*ferries())
    await room.prefer("passages", 2)
    await room.ask(FERRY)
    await room.alice.slash(room.channel, "ask", question=FERRY, private=True)
    place = (room.guild.id, room.channel.id, room.alice.id, 2)
    assert await rows(room) == [(*place, 0, "en"), (*place, 1, "en")]


async def test_what_was_asked_alone_is_no_gap(room: Room) -> None:
    room.add(*ferries())
    await room.alice.slash(room.channel, "ask", question=UNKNOWN, private=True)
    assert await room.state.gaps.of_server(room.guild.id) == []
    await room.alice.slash(room.channel, "ask", question=UNKNOWN)
    [gap] = await room.state.gaps.of_server(room.guild.id)
    assert gap.question == UNKNOWN
