"""Which libraries a scope holds, and whose turns its searches take."""

import pytest

from bot.libraries.scopes import OWN, Scope, scope_of
from bot.state import Preferences

OFFERED = ("main", "science", "sport")


@pytest.mark.parametrize(
    ("shared", "libraries"),
    [
        (None, (OWN, "main")),
        ((), (OWN,)),
        (("sport", "main"), (OWN, "main", "sport")),
        (("withdrawn", "sport"), (OWN, "sport")),
    ],
)
def test_a_server_has_its_own_library_and_those_that_it_chose(
    shared: tuple[str, ...] | None, libraries: tuple[str, ...]
) -> None:
    scope = scope_of(7, Preferences(shared=shared), OFFERED, person=5)
    assert scope.libraries == libraries
    assert scope.guild == 7
    assert scope.queue_key == 7


def test_outside_servers_there_is_all_that_is_offered_and_no_server_s_own() -> None:
    scope = scope_of(0, Preferences(shared=("sport",)), OFFERED, person=5)
    assert scope.libraries == OFFERED
    assert scope.queue_key == -5
    assert scope_of(0, Preferences(), OFFERED, person=6).queue_key == -6
    # Where nobody is known, it is nobody's turn, and no server's.
    assert scope_of(0, Preferences(), OFFERED).queue_key == Scope(0, OFFERED).queue_key == 0


def test_who_asks_makes_no_other_scope() -> None:
    assert Scope(7, ("main",), 5) == Scope(7, ("main",), 6)
    assert Scope(7, ("main",), 5) != Scope(8, ("main",), 5)
