"""Answers that quote an article which has become one with another since: all of their buttons go on."""

import discord
import pytest
from undo_markdown import unsubtext

from index import Article, Library
from index.text import canonical_url
from looking import card, look
from rooms import Room, answer_to, buttons, parts, shown

URL = "https://ledger.example/torvik"
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
LINES = [
    f"On {day} the ferry of Torvik sails at {hour} from the old quay, and the harbour office writes down "
    f"who is aboard, what is in the hold, how high the waves are and which of the lamps are lit. " * 6
    for hour, day in enumerate(DAYS, start=6)
]
OLD = Article(id="", title="Torvik ferry", outlet="Ledger", text="\n\n".join(LINES), url=f"{URL}?ito=1")
# The newer text begins with a passage of its own, so that the others stand under other serials.
NEW = Article(
    title="Torvik ferry",
    outlet="Ledger",
    text="\n\n".join(["Nothing sails to Torvik on Sundays, says the council. " * 20, *LINES]),
    url=f"{URL}?ito=2",
)


def mark(library: Library) -> None:
    """Have the library's addresses looked through, as after a change of format."""
    with library._folder.writing() as store, store.transaction(write=True):
        store.set_meta(readdressed=0)


async def join(room: Room) -> None:
    """Lay out the newer article as an earlier version did, as a second one, and start today's."""
    with pytest.MonkeyPatch.context() as former:
        former.setattr(canonical_url, "is_tracking", lambda *_: False)
        with Library.open(room.own_library) as library:
            assert len(library.add([NEW]).added) == 1
            mark(library)
    await room.restart()
    with Library.open(room.own_library) as library:
        library.upgrade()
        assert len(library) == 1


@pytest.fixture
async def answered(room: Room, monkeypatch: pytest.MonkeyPatch) -> Room:
    """A room with an answer from the older article."""
    with monkeypatch.context() as former:
        former.setattr(canonical_url, "is_tracking", lambda *_: False)
        room.add(OLD)
    await room.ask("When does the ferry of Torvik sail on Wednesday?")
    return room


def last_line(message: discord.Message) -> str:
    return unsubtext(shown(message)[-1].splitlines()[-1])


def position(room: Room, message: discord.Message) -> int:
    with Library.open(room.own_library) as library:
        return library.passage(last_line(message)).position


async def test_the_card_of_a_passage_turns_cites_and_is_shared(answered: Room) -> None:
    room = answered
    label = next(label for label, _ in buttons(room.channel.last_message))
    before = answer_to(await room.press(label))
    quoted = shown(before)[1]
    old_id = last_line(before)
    await join(room)
    card = answer_to(await room.press(label))
    assert shown(card)[1] == quoted
    assert last_line(card) != old_id
    here = position(room, card)
    after = answer_to(await room.press("After", message=card))
    assert position(room, after) == here + 1
    again = answer_to(await room.press("After", message=after))
    assert position(room, again) == here + 2
    back = answer_to(await room.press("Before", message=again))
    assert position(room, back) == here + 1
    select = next(part for part in parts(back) if isinstance(part, discord.SelectMenu))
    cited = answer_to(await room.alice.select(back, ["plain"], custom_id=select.custom_id))
    assert "Torvik ferry" in " ".join(shown(cited))
    await room.press("Share", message=back)
    public = room.channel.last_message
    assert public is not None
    assert shown(back)[1] in shown(public)


async def test_a_button_of_before_means_what_it_meant(answered: Room) -> None:
    room = answered
    label = next(label for label, _ in buttons(room.channel.last_message))
    card = answer_to(await room.press(label))
    turned = shown(answer_to(await room.press("After", message=card)))
    card = answer_to(await room.press(label))
    await join(room)
    assert shown(answer_to(await room.press("After", message=card)))[1] == turned[1]


async def test_it_can_be_quoted_by_its_former_id(answered: Room) -> None:
    room = answered
    with Library.open(room.own_library) as library:
        [article] = library.articles()
        before = library.passages(article.id)
    await join(room)
    with Library.open(room.own_library) as library:
        now = {passage.text: passage for passage in library.passages(article.id)}
    # Under its own serial today's article has another passage, or the same one by chance alone.
    stood = next(one for one in before if one.text in now and now[one.text].serial != one.serial)
    assert room.bot.user is not None
    said = " ".join(await room.tell(f"{room.bot.user.mention} [[{stood.id}]]"))
    assert stood.text[:60] in said
    assert now[stood.text].id in said


async def test_a_list_names_what_became_one_once(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Article(title="Torvik harbour", outlet="Wire", text="The harbour of Torvik is deep.")
    with monkeypatch.context() as former:
        former.setattr(canonical_url, "is_tracking", lambda *_: False)
        room.add(OLD, NEW, other)
    result = await look(room, "torvik")
    assert shown(card(result))[0].startswith("**3 articles**")
    (select,) = (part for part in parts(card(result)) if isinstance(part, discord.SelectMenu))
    with Library.open(room.own_library) as library:
        mark(library)
    await room.restart()
    with Library.open(room.own_library) as library:
        library.upgrade()
    message = room.channel.last_message
    assert message is not None
    chosen = await room.alice.select(message, [select.options[-1].value], custom_id=select.custom_id)
    assert chosen.acknowledged
    assert "Torvik" in shown(room.channel.last_message)[0]
    await room.press("All articles")
    message = room.channel.last_message
    assert message is not None
    assert shown(message)[0].startswith("**2 articles**")
    (select,) = (part for part in parts(message) if isinstance(part, discord.SelectMenu))
    assert len({option.value for option in select.options}) == len(select.options) == 2
