"""Thread mode and follow-up questions."""

import discord
import pytest

from newsroom import FERRY, ferries
from rooms import Room, shown


@pytest.fixture
async def threaded(room: Room) -> Room:
    room.add(*ferries())
    await room.prefer("threads", True)
    return room


def said(room: Room) -> list[discord.Message]:
    """What stands in the channel, but for the line that a thread was opened."""
    return [one for one in room.channel.history() if one.type is not discord.MessageType.thread_created]


async def test_the_answer_to_a_mention_opens_a_thread_with_its_question_as_name(threaded: Room) -> None:
    await threaded.alice.send(threaded.channel, f"{threaded.mention} {FERRY}")
    (thread,) = threaded.channel.threads
    assert thread.name == FERRY
    assert len(said(threaded)) == 1
    assert "will sail" in " ".join(shown(thread.last_message))


async def test_the_answer_to_a_command_opens_a_thread_for_what_follows(threaded: Room) -> None:
    await threaded.ask(FERRY)
    (thread,) = threaded.channel.threads
    assert thread.name == FERRY
    assert len(said(threaded)) == 1


async def test_in_a_thread_a_mention_is_answered_there(threaded: Room) -> None:
    await threaded.alice.send(threaded.channel, f"{threaded.mention} {FERRY}")
    (thread,) = threaded.channel.threads
    before = len(thread.history())
    await threaded.alice.send(thread, f"{threaded.mention} Who is the captain of Torvik?")
    assert len(thread.history()) == before + 2
    assert len(threaded.channel.threads) == 1


async def test_a_private_answer_opens_no_thread(threaded: Room) -> None:
    await threaded.ask(FERRY, private=True)
    assert threaded.channel.threads == []


async def test_where_the_bot_may_open_no_thread_it_answers_in_the_channel(
    threaded: Room, caplog: pytest.LogCaptureFixture
) -> None:
    threaded.env.inject_error("POST", "/channels/*/messages/*/threads", status=403, code=50013)
    await threaded.alice.send(threaded.channel, f"{threaded.mention} {FERRY}")
    assert "will sail" in " ".join(shown(threaded.channel.last_message))
    assert "Could not open a thread" in caplog.text


async def test_a_long_question_makes_a_name_that_discord_takes(threaded: Room) -> None:
    await threaded.alice.send(threaded.channel, f"{threaded.mention} {FERRY} {'please ' * 40}")
    (thread,) = threaded.channel.threads
    assert thread.name is not None
    assert thread.name.startswith(FERRY)
    assert len(thread.name) <= 100


# Follow-ups


async def test_a_reply_that_mentions_the_bot_asks_on_about_the_same_articles(room: Room) -> None:
    room.add(*ferries())
    await room.tell(f"{room.mention} When does the ferry of Torvik sail at 7 in the morning?")
    answer = room.channel.last_message
    assert answer is not None
    quoted = {text for text in shown(answer) if "Timetable of" in text}
    await room.alice.send(room.channel, f"{room.mention} How narrow is the gangway?", reply_to=answer)
    follow_up: discord.Message | None = room.channel.last_message
    labels = {text for text in shown(follow_up) if "Timetable of" in text}
    assert labels
    titles = {label.split("“")[1].split("”")[0] for label in labels}
    assert titles <= {label.split("“")[1].split("”")[0] for label in quoted}


async def test_a_follow_up_that_these_articles_do_not_answer_is_asked_of_all(room: Room) -> None:
    room.add(*ferries())
    texts = await room.tell(f"{room.mention} How much herring did Torvik sell?")
    assert "“Timetable of Torvik”" in " ".join(texts)
    assert "“Timetable of Osk”" not in " ".join(texts)
    answer = room.channel.last_message
    assert answer is not None
    await room.alice.send(room.channel, f"{room.mention} Captain Oskksen Osksen of Osk?", reply_to=answer)
    assert "“Timetable of Osk”" in " ".join(shown(room.channel.last_message))


async def follow_up(room: Room) -> tuple[set[str], set[str]]:
    """Ask about one ferry, then reply to the answer with a question that all ferries answer.

    Return the labels of both answers.
    """
    answer = room.channel.last_message
    assert answer is not None
    first = {text for text in shown(answer) if "Timetable of" in text}
    await room.alice.send(room.channel, f"{room.mention} {FERRY}", reply_to=answer)
    return first, {text for text in shown(room.channel.last_message) if "Timetable of" in text}


@pytest.mark.parametrize(
    ("change", "asks_on"),
    [
        ("page_size = page_size", True),
        # What was answered to one person alone, or in another server, is nothing to go on from in public.
        ("private = 1", False),
        ("guild = guild + 1", False),
    ],
)
async def test_only_an_answer_that_all_here_may_see_is_asked_on_about(
    room: Room, change: str, *, asks_on: bool
) -> None:
    room.add(*ferries())
    await room.tell(f"{room.mention} How much saffron and how many schoolbooks of Torvik?")
    await room.state.answers._database.run(lambda db: db.execute(f"UPDATE answers SET {change}"))  # noqa: S608
    first, second = await follow_up(room)
    titles = [{label.split("“")[1].split("”")[0] for label in labels} for labels in (first, second)]
    assert titles[0] == {"Timetable of Torvik"}
    assert (titles[1] == titles[0]) == asks_on
