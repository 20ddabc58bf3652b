"""What people ask, quote and look up is nobody else's: the log has none of it, whatever becomes of it."""

import logging
from collections.abc import Iterator

import pytest

from bot.libraries.libraries import Libraries
from bot.preview.simulation import Installation
from bot.scheduling.deadlines import SlowSearchError
from bot.texts.refusal import RefusalError
from index import Article, LibraryError
from looking import FERRY, menu
from rooms import BRIDGE, Room

# Words that nothing but a question says.
ASKED = "Quillwort harbour bridge Zanderfeld"
SECRETS = ("quillwort", "zanderfeld")


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """The log as an operator keeps it; nothing in it may say what was asked."""
    caplog.set_level(logging.INFO)
    yield caplog
    for record in (*caplog.get_records("setup"), *caplog.get_records("call")):
        text = caplog.handler.format(record).casefold()
        assert not any(secret in text for secret in SECRETS), text


async def all_doors(room: Room, installation: Installation) -> None:
    """Ask at each door."""
    alice, channel = room.alice, room.channel
    await alice.slash(channel, "ask", question=ASKED)
    await alice.slash(channel, "ask", question=ASKED, private=True, outlet="Zanderfeld", after="2026-01-01")
    await alice.slash(channel, "ask", question=ASKED, before="Zanderfeld")
    await alice.slash(channel, "ask", question=ASKED * 12)
    await alice.send(channel, f"{room.mention} {ASKED}")
    await alice.send(channel, f"{room.mention} {ASKED * 20}")
    await alice.send(channel, f"{room.mention} [[quillwort#1]]")
    await alice.slash(channel, "lookup", article="Quillwort")
    await alice.autocomplete(channel, "lookup", "article", "Quillwort")
    await alice.autocomplete(channel, "ask", "outlet", "Zanderfeld")
    await alice.slash(channel, "cite", passage="quillwort#2")
    await alice.slash(channel, "compare", topic=ASKED)
    for name in ("Find sources", "Check quote"):
        await menu(room, name, f"He said “{ASKED} was shut” and {ASKED} opened again.")
    with installation.by_user():
        await alice.slash(channel, "ask", question=ASKED)
    await room.env.create_user("bob").send_dm(ASKED)


async def test_no_door_writes_what_was_asked_to_the_log(
    room: Room, installation: Installation, log: pytest.LogCaptureFixture
) -> None:
    room.add(BRIDGE, FERRY)
    await all_doors(room, installation)
    # That something was asked, and at which doors, is what the test has seen.
    assert len(room.channel.history()) > 5


@pytest.mark.parametrize(
    "error",
    [
        ValueError("inner"),
        SlowSearchError("no answer within 8.0 s"),
        LibraryError("a: is damaged"),
        OSError(28),
    ],
    ids=lambda error: type(error).__name__,
)
async def test_an_error_does_not_write_it_either(
    room: Room, log: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    room.add(BRIDGE, FERRY)

    async def fail(*_: object, **__: object) -> None:
        raise error

    for name in ("search", "read", "every", "suggest"):
        monkeypatch.setattr(Libraries, name, fail)
    alice, channel = room.alice, room.channel
    await alice.slash(channel, "ask", question=ASKED)
    await alice.send(channel, f"{room.mention} {ASKED}")
    await alice.slash(channel, "lookup", article="Quillwort")
    await alice.slash(channel, "compare", topic=ASKED)
    for name in ("Find sources", "Check quote"):
        await menu(room, name, f"He said “{ASKED} was shut” and {ASKED} opened again.")
    # Each is told to whoever asked, and stands in the log under its id.
    assert len([one for one in log.records if one.getMessage().startswith("Error ")]) >= 5
    errors = [getattr(one, "original", one) for one in room.env.errors]
    assert all(one is error or isinstance(one, RefusalError) for one in errors)


async def test_an_article_that_is_found_leaves_no_text_in_the_log(
    room: Room, log: pytest.LogCaptureFixture
) -> None:
    room.add(Article(id="a", title="Quillwort", outlet="Zanderfeld", text="Quillwort grows in Zanderfeld."))
    assert "grows in" in " ".join(await room.ask("What grows there, quillwort?"))
