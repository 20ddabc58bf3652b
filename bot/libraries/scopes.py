"""Which libraries somebody may see: decided here and nowhere else.

A server's library opens for that server alone: for a message of its gateway, or for an interaction that was
installed to it. An interaction of a user installation that merely happens there sees the shared libraries,
like a direct message.
"""

from dataclasses import dataclass, field

import discord

from bot.settings import MAIN
from bot.state import Preferences
from bot.state.answers import NO_GUILD

# The name of a server's own library in a scope, in stored answers and in hits.
OWN = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """The libraries that a question is asked of.

    `guild` is the server whose own library belongs to it, or NO_GUILD; `shared` names the operator's.
    `person` is who asks, where that is known.
    """

    guild: int
    shared: tuple[str, ...]
    person: int = field(default=0, compare=False)

    @property
    def libraries(self) -> tuple[str, ...]:
        """The names of the libraries, the server's own first."""
        return (OWN, *self.shared) if self.guild != NO_GUILD else self.shared

    @property
    def queue_key(self) -> int:
        """Whose turns a search takes: the server's; outside servers the person's, as a number below 0."""
        return self.guild if self.guild != NO_GUILD else -self.person


def guild_of(source: discord.Interaction | discord.Message) -> int:
    """Return the server whose library, settings and members count for `source`, or NO_GUILD."""
    if isinstance(source, discord.Message):
        return source.guild.id if source.guild else NO_GUILD
    return source.guild_id or NO_GUILD if source.is_guild_integration() else NO_GUILD


def scope_of(guild: int, preferences: Preferences, offered: tuple[str, ...], person: int = 0) -> Scope:
    """Return what a server with these preferences searches; outside servers, all that the operator offers."""
    if guild == NO_GUILD:
        return Scope(NO_GUILD, offered, person)
    chosen = (MAIN,) if preferences.shared is None else preferences.shared
    # The operator may have withdrawn a library since.
    return Scope(guild, tuple(name for name in offered if name in chosen), person)
