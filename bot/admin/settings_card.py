"""The card of /settings: one for the server, and one for each channel that differs. Pure functions."""

from dataclasses import dataclass
from typing import Any

from bot.cards.markdown import escape
from bot.state import Preferences
from bot.state.preferences import MAX_PASSAGES, WHOLE_SERVER
from bot.texts import CATALOGUES, Voice

# The settings that are on or off.
SWITCHES = ("asking", "private", "threads")
# Stands for "as the server has it" among the values of a select.
AS_SERVER = "-"
ROLES_SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsScope:
    """What the card is about: a server (`channel` is WHOLE_SERVER) or one of its channels.

    `own` holds what was set for exactly this scope, `holds` what holds there, `above` what would hold
    without `own`; `offered` names the operator's libraries.
    """

    channel: int
    own: dict[str, Any]
    holds: Preferences
    above: Preferences
    offered: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether the card is about the whole server."""
        return self.channel == WHOLE_SERVER


def following_press(scope: SettingsScope, name: str) -> bool | None:
    """Return the value that a press on a switch brings; None is "as the server has it".

    On a channel's card the first press sets the opposite of the server's value, the second sets that value
    itself, and the third goes back to following the server.
    """
    if scope.whole:
        return not getattr(scope.holds, name)
    if name not in scope.own:
        return not getattr(scope.above, name)
    differs = scope.own[name] != getattr(scope.above, name)
    return bool(getattr(scope.above, name)) if differs else None


def switch_label(scope: SettingsScope, name: str, say: Voice) -> str:
    """Write a switch: what it is and how it stands."""
    names = {
        "asking": say("settings.asking"),
        "private": say("settings.private"),
        "threads": say("settings.threads"),
    }
    state = say("settings.on") if getattr(scope.holds, name) else say("settings.off")
    if scope.whole or name in scope.own:
        return f"{names[name]}: {state}"
    return f"{names[name]}: {say('settings.as_server', value=state)}"


def head(scope: SettingsScope, say: Voice) -> str:
    """Say what the card is about."""
    if scope.whole:
        return f"**{say('settings.server')}**\n-# {say('settings.server.hint')}"
    return f"**{say('settings.channel', channel=f'<#{scope.channel}>')}**\n-# {say('settings.channel.hint')}"


def summary(scope: SettingsScope, say: Voice) -> str:
    """Say in a few lines what holds there."""
    holds = scope.holds
    lines = [
        say("settings.says.asking") if holds.asking else say("settings.says.not_asking"),
        say("settings.says.private") if holds.private else say("settings.says.public"),
    ]
    if holds.threads:
        lines.append(say("settings.says.threads"))
    lines.append(say("settings.says.language", language=language_name(holds.language, say)))
    lines.append(say.count("settings.says.passages", holds.passages))
    if scope.whole:
        lines += [_askers(holds, say), _managers(holds, say), _shared(scope, say)]
    return "\n".join(f"- {line}" for line in lines)


def language_name(language: str, say: Voice) -> str:
    """Write a language as its speakers do; "" is the server's own."""
    names = {"en": say("settings.language.en"), "de": say("settings.language.de")}
    return names.get(language) or say("settings.language.own")


def languages(say: Voice) -> list[tuple[str, str]]:
    """Return the choices of language: value and name. Each names the setting, as nothing else does."""
    values = {"own": "", **{one: one for one in CATALOGUES}}
    return [
        (value, say("settings.language", language=language_name(one, say))) for value, one in values.items()
    ]


def passage_counts(say: Voice) -> list[tuple[str, str]]:
    """Return the choices of how many passages a card shows: value and name."""
    return [(str(n), say.count("settings.passages", n)) for n in range(1, MAX_PASSAGES + 1)]


def shared_chosen(scope: SettingsScope) -> tuple[str, ...]:
    """Return the operator's libraries that the server searches."""
    chosen = ("main",) if scope.holds.shared is None else scope.holds.shared
    return tuple(name for name in scope.offered if name in chosen)


def _askers(holds: Preferences, say: Voice) -> str:
    if not holds.askers:
        return say("settings.says.everybody")
    return say("settings.says.askers", roles=_roles(holds.askers))


def _managers(holds: Preferences, say: Voice) -> str:
    if not holds.managers:
        return say("settings.says.no_managers")
    return say("settings.says.managers", roles=_roles(holds.managers))


def _shared(scope: SettingsScope, say: Voice) -> str:
    chosen = shared_chosen(scope)
    if not chosen:
        return say("settings.says.no_shared")
    return say("settings.says.shared", names=escape(", ".join(chosen)))


def _roles(roles: tuple[int, ...]) -> str:
    # Shown as names; nobody is notified, since the bot's messages never mention anybody.
    more = " …" if len(roles) > ROLES_SHOWN else ""
    return ", ".join(f"<@&{role}>" for role in roles[:ROLES_SHOWN]) + more
