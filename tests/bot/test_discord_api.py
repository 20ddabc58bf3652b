"""What holds our requests against Discord's own description finds fault where there is any."""

import pytest
from simcord import HttpLogEntry

from discord_api import description, problems


def test_discords_description_is_there_to_validate_requests() -> None:
    if description() is None:
        pytest.skip("no ../shared/discord/openapi.json: requests are held against our own rules only")


@pytest.mark.skipif(description() is None, reason="no ../shared/discord/openapi.json")
def test_the_validator_finds_fault() -> None:
    fine = {"content": "a", "flags": 4, "allowed_mentions": {"parse": []}}
    wrong = {
        "unknown route": ("/channels/1/massages", fine),
        "wrong type": ("/channels/1/messages", {**fine, "content": 5}),
        "too long": ("/channels/1/messages", {**fine, "content": "x" * 2001}),
        "mentions": ("/channels/1/messages", {"content": "a", "flags": 4}),
        "previews": ("/channels/1/messages", {**fine, "flags": 0}),
        "content beside components": ("/channels/1/messages", {**fine, "flags": 4 | 1 << 15}),
        "body of a callback": ("/interactions/1/t/callback", {"type": 4, "data": {"content": "a"}}),
    }
    assert not problems([HttpLogEntry("POST", "/channels/1/messages", {}, fine, None)])
    for name, (path, body) in wrong.items():
        assert problems([HttpLogEntry("POST", path, {}, body, None)]), name
