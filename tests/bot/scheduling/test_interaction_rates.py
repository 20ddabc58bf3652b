"""Presses and keystrokes of one server: a burst, then some a second, and no more."""

import pytest

from bot.scheduling import interaction_rates
from bot.scheduling.interaction_rates import InteractionRates
from rooms import BRIDGE, DEFERRED_PRIVATELY, QUESTION, UPDATING, Room, answer_to, shown
from rooms import buttons as buttons_of


def test_a_server_has_a_burst_and_then_some_a_second_and_others_their_own() -> None:
    clock = [0.0]
    rates = InteractionRates(lambda: clock[0])
    assert [rates.take(1) for _ in range(interaction_rates.BURST)] == [0] * interaction_rates.BURST
    assert rates.take(1) > 0
    assert rates.take(2) == 0
    clock[0] = 1.0
    taken = [rates.take(1) for _ in range(100)]
    assert taken.count(0) == int(interaction_rates.PER_SECOND)


async def test_presses_beyond_a_servers_share_are_told_so_and_cost_no_look_at_the_answer(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.add(BRIDGE)
    await room.ask()
    message = room.channel.last_message
    assert message is not None
    name = next(name for _, name in buttons_of(message) if name.startswith("helpful"))
    monkeypatch.setattr(interaction_rates, "BURST", 0)
    result = await room.alice.click(message, custom_id=name)
    assert result.acknowledged
    assert "one server at once" in " ".join(shown(answer_to(result)))
    # Whoever goes on is acknowledged, and reads the line once.
    again = await room.alice.click(message, custom_id=name)
    assert again.acknowledged
    assert again.followups == []
    assert room.env.http_requests[-1].json == UPDATING
    votes = await room.state.stored_about(room.alice.id)
    assert votes["votes"] == 0
    assert await room.alice.autocomplete(room.channel, "lookup", "article", "bri") == []
    refused = await room.alice.slash(room.channel, "ask", question=QUESTION)
    assert "one server at once" in " ".join(shown(answer_to(refused)))
    assert room.env.http_requests[-1].json != DEFERRED_PRIVATELY
