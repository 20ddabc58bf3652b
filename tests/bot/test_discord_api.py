"""What holds our requests against Discord's own description finds fault where there is any."""

import json

import pytest
from simcord import HttpLogEntry

from discord_api import description, problems


@pytest.mark.skipif(description() is None, reason="no ../shared/discord/openapi.json")
def test_discords_description_has_the_routes_of_messages_and_interactions() -> None:
    place = description()
    assert place is not None
    paths = json.loads(place.read_bytes())["paths"]
    assert "post" in paths["/channels/{channel_id}/messages"]
    assert "post" in paths["/interactions/{interaction_id}/{interaction_token}/callback"]
    assert {"patch", "delete"} <= set(paths["/webhooks/{webhook_id}/{webhook_token}/messages/@original"])


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
