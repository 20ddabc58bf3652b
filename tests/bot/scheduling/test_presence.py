"""How much of the time a server may work, by what the active ones usually do."""

import pytest

from bot.scheduling.presence import ACTIVE_S, LEAST_SHARE, TIMES_USUAL, USUAL_S, Presence

HOSTILE = 99


def at_work(presence: Presence, rates: dict[int, float], until: float = 60.0) -> float:
    """Let servers work at these rates, ten times a second; return the time at the end."""
    now = 0.0
    while now < until:
        now += 0.1
        for server, rate in rates.items():
            presence.note(server, now, rate * 0.1)
    return now


def test_alone_a_server_may_always_work() -> None:
    presence = Presence()
    now = at_work(presence, {HOSTILE: 0.9})
    assert presence.share(HOSTILE, now) == 1.0


def test_servers_that_ask_alike_are_not_held_back() -> None:
    presence = Presence()
    now = at_work(presence, dict.fromkeys(range(4), 0.22))
    # Each needs .22.
    assert presence.share(0, now) == pytest.approx(TIMES_USUAL * 0.22, rel=0.05)


@pytest.mark.parametrize("hostile", [0.3, 0.9])
@pytest.mark.parametrize("together", [1, 2])
def test_who_always_works_gets_little_beside_those_who_ask_now_and_then(
    hostile: float, together: int
) -> None:
    presence = Presence()
    rates = dict.fromkeys(range(3), 0.02) | {HOSTILE + one: hostile for one in range(together)}
    now = at_work(presence, rates)
    assert presence.share(HOSTILE, now) == LEAST_SHARE


def test_of_two_servers_the_busier_one_does_not_set_what_is_usual() -> None:
    presence = Presence()
    now = at_work(presence, {1: 0.05, HOSTILE: 0.8})
    assert presence.share(HOSTILE, now) == pytest.approx(TIMES_USUAL * 0.05, rel=0.05)


def test_who_has_left_holds_nobody_back() -> None:
    presence = Presence()
    now = at_work(presence, {1: 0.02, HOSTILE: 0.9})
    later = now + ACTIVE_S - 1
    presence.note(HOSTILE, later)
    assert presence.share(HOSTILE, later) < 1.0
    presence.note(HOSTILE, now + ACTIVE_S + 0.1)
    assert presence.share(HOSTILE, now + ACTIVE_S + 0.1) == 1.0


def test_a_server_that_comes_counts_at_once_and_what_is_usual_follows_soon() -> None:
    presence = Presence()
    now = at_work(presence, {1: 0.2, 2: 0.2})
    busy = presence.share(1, now)
    presence.note(3, now)
    presence.note(4, now)
    presence.note(5, now)
    assert presence.share(1, now) == LEAST_SHARE < busy
    for server in (3, 4, 5):
        presence.note(server, now + 0.01, 2.0)
    assert presence.share(1, now + 2 * USUAL_S) > LEAST_SHARE
