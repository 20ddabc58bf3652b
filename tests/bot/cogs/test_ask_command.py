import discord
from undo_markdown import unquote

from bot.answers.answer import QUESTION_CHARACTERS
from bot.settings import Settings
from index import Article, Library
from rooms import QUESTION, Room, sends, shown


async def test_ask_shows_the_passage_word_for_word_with_its_source(
    room: Room, articles: tuple[Article, ...]
) -> None:
    question, quote, label, _shared = await room.ask()
    assert question == f"-# {QUESTION}"
    assert unquote(quote) in articles[0].text
    assert "close on Monday" in quote
    assert label.startswith(
        "-# Aldmoor Courier, 4 Mar 2026, “Harbour bridge closes for repairs”, passage 1 of 1"
    )
    assert "(<https://courier.example/bridge#:~:text=The%20harbour%20bridge" in label


async def test_a_german_answer_names_its_sources_in_german(room: Room, articles: tuple[Article, ...]) -> None:
    await room.prefer("language", "de")
    assert (
        "Aldmoor Courier, 4. März 2026, „Harbour bridge closes for repairs“, Stelle 1 von 1"
        in (await room.ask())[2]
    )


async def test_ask_says_plainly_that_nothing_was_found(room: Room, articles: tuple[Article, ...]) -> None:
    texts = await room.ask("How do volcanoes form under glaciers?")
    assert "Nothing found" in texts[1]
    assert not any(text.startswith("> ") for text in texts)


async def test_ask_says_when_there_are_no_articles_at_all(room: Room) -> None:
    assert "no articles yet" in (await room.ask())[1]


async def test_articles_that_the_operator_adds_are_found_without_a_restart(
    room: Room, settings: Settings
) -> None:
    await room.ask("Who grows saffron?")
    with Library.open(settings.library) as library:
        library.add([Article(text="Farmers near Torvik have begun to grow saffron.", title="Saffron")])
    assert "saffron" in (await room.ask("Who grows saffron?"))[1]


async def test_discord_itself_refuses_a_question_that_is_too_long(room: Room) -> None:
    (command,) = [one for one in room.bot.tree.get_commands() if one.name == "ask"]
    assert command.to_dict(room.bot.tree)["options"][0]["max_length"] == QUESTION_CHARACTERS


async def test_a_blank_question_gets_help(room: Room) -> None:
    assert "`/ask`" in (await room.ask("  "))[0]


async def test_ask_works_in_direct_messages(room: Room, articles: tuple[Article, ...]) -> None:
    bob = room.env.create_user("bob")
    result = await bob.slash("ask", question=QUESTION)
    assert result.acknowledged
    assert "close on Monday" in shown(bob.dm_channel.last_message)[1]


async def test_an_answer_mentions_nobody_and_brings_no_preview(
    room: Room, articles: tuple[Article, ...]
) -> None:
    assert (await room.alice.slash(room.channel, "ask", question="@everyone harbour bridge")).acknowledged
    await room.alice.send(room.channel, f"{room.mention} harbour bridge")
    messages = sends(room.env)
    assert len(messages) == 2
    for message in messages:
        assert message["allowed_mentions"] == {"parse": []}
        assert discord.MessageFlags._from_value(message["flags"]).suppress_embeds
