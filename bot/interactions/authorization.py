"""Who may do what where: the one rule that every door asks.

A door is whatever a person can use: a command, its autocomplete, a menu, a message that asks, a button, a
select, a form that is submitted. Each names its `Action`, and the rule is asked anew each time, since roles
and settings may have changed since the card was sent or the form opened. A door that names none is held to
ASK, and fails a test.

| action    | who                                                  | where                                  |
|-----------|------------------------------------------------------|----------------------------------------|
| LEARN     | anybody                                              | anywhere                               |
| ASK       | everybody, or the asker roles and Manage Server      | where answering is on                  |
| READ      | as ASK; of a private answer, its asker alone         | as ASK, in the answer's own server     |
| SHARE     | as READ, if member and bot may send messages there   | as READ, where answers are not private |
| DELETE    | its asker, and those with Manage Messages            | in the answer's own server             |
| MANAGE    | Manage Server, and the manager roles                 | in servers that invited the bot        |
| CONFIGURE | Manage Server                                        | in servers that invited the bot        |

"Where" is the channel in which something is used; threads and forum posts have the settings of their parent,
a channel's own settings go before its server's. Where answers are private, all are, whatever an option says,
and nothing is shared; a message cannot ask there, since all would read the answer. An answer that was given
outside servers is its asker's alone. Who may not write in a channel is answered in private there. An
interaction of a user installation sees no server: it is answered in private, and no answer of a server opens
for it. Who lost the right to ask can still delete what they asked for.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, TypeVar

import discord
from discord import app_commands

from bot.interactions import permissions
from bot.interactions.service import Interaction, Service
from bot.libraries.scopes import guild_of
from bot.state import AnswerRow, Preferences
from bot.state.answers import NO_GUILD
from bot.texts.refusal import RefusalError

log = logging.getLogger(__name__)

_DECLARED = "__pullquote_action__"
_GRANT = "grant"

T = TypeVar("T", bound=Callable[..., Any])


class Action(Enum):
    """What a door is for; the table above says who may."""

    LEARN = auto()  # help, the doctor, what is stored about oneself
    ASK = auto()  # ask, look up, cite, compare, check, and what is offered while typing
    READ = auto()  # go on with an answer: open, turn, cite, vote
    SHARE = auto()  # show to the channel what one person was shown
    DELETE = auto()  # take an answer away
    MANAGE = auto()  # change a server's articles and feeds, see its gaps
    CONFIGURE = auto()  # change a server's settings


@dataclass(frozen=True, slots=True)
class Grant:
    """What was allowed: `row` is the answer that it is about, if any.

    `silent` is whether this person may not write in this channel, and so not through the bot either.
    """

    action: Action
    preferences: Preferences
    row: AnswerRow | None = None
    silent: bool = False

    @property
    def alone(self) -> bool:
        """Whether answers go to this person alone, whatever is chosen."""
        return self.preferences.private or self.silent

    @property
    def public(self) -> bool:
        """Whether answers may be shown to all in this place."""
        return not self.preferences.private


def requires(action: Action) -> Callable[[T], T]:
    """Declare what the callback of a command, menu or listener is for."""

    def declare(callback: T) -> T:
        setattr(callback, _DECLARED, action)
        return callback

    return declare


def declared(callback: object) -> Action | None:
    """Return what a callback was declared to be for."""
    action = getattr(callback, _DECLARED, None)
    return action if isinstance(action, Action) else None


async def authorize(
    bot: Service,
    source: Interaction | discord.Message,
    action: Action | None,
    row: AnswerRow | None = None,
) -> Grant:
    """Return what is allowed to the person behind `source`; raises RefusalError, which says why not.

    `row` is the answer that READ, SHARE and DELETE are about.
    """
    action = action or Action.ASK
    preferences = await bot.preferences_for(source)
    grant = Grant(action, preferences, row, silent=_is_silent(source))
    if isinstance(source, discord.Message):
        _check_message(source, grant)
        return grant
    match action:
        case Action.LEARN:
            pass
        case Action.ASK:
            permissions.check_may_ask(source.user, preferences)
        case Action.MANAGE:
            permissions.check_in_server(source)
            permissions.check_may_manage(source.user, preferences)
        case Action.CONFIGURE:
            permissions.check_in_server(source)
            permissions.check_may_configure(source.user)
        case Action.READ | Action.SHARE | Action.DELETE:
            _check_row(source, grant)
    source.extras[_GRANT] = grant
    return grant


def granted(interaction: Interaction) -> Grant:
    """Return what was allowed to this interaction; raises RefusalError for one that never asked."""
    grant = interaction.extras.get(_GRANT)
    if not isinstance(grant, Grant):
        raise RefusalError("refusal.gone")
    return grant


async def admit_command(interaction: Interaction) -> bool:
    """Whether a command, menu or autocomplete may run; what is not allowed offers no choices.

    Raises CommandInvokeError, which holds the RefusalError, for a command or menu that may not.
    """
    command = interaction.command
    if command is None:
        return True  # discord.py says itself that there is no such command
    try:
        await authorize(interaction.client, interaction, declared(command.callback))
    except Exception as error:
        if interaction.type is not discord.InteractionType.autocomplete:
            raise app_commands.CommandInvokeError(command, error) from error
        if not isinstance(error, RefusalError):
            log.warning("Could not offer choices for /%s: %s", command.qualified_name, error)
        choices: list[app_commands.Choice[str]] = []
        await interaction.response.autocomplete(choices)
        return False
    return True


def may_follow_up(message: discord.Message, row: AnswerRow | None) -> bool:
    """Whether a message that may ask may go on from this answer, which it replies to."""
    return row is not None and row.guild == guild_of(message) and not row.private


def _check_message(message: discord.Message, grant: Grant) -> None:
    """Messages only ask, and all who read the channel read the answer."""
    if grant.action is not Action.ASK:
        raise RefusalError("refusal.gone")
    permissions.check_may_ask(message.author, grant.preferences)
    if not grant.public:
        raise RefusalError("ask.private_here")


def _is_silent(source: Interaction | discord.Message) -> bool:
    if isinstance(source, discord.Message) or guild_of(source) == NO_GUILD:
        return False
    thread = isinstance(source.channel, discord.Thread)
    return not permissions.may_send(source.permissions, thread=thread)


def _check_row(interaction: Interaction, grant: Grant) -> None:
    row = grant.row
    if row is None:
        raise RefusalError("refusal.gone")
    permissions.check_may_press(interaction, row)
    if grant.action is Action.DELETE:
        if not permissions.may_delete(interaction, row):
            raise RefusalError("refusal.delete")
        return
    permissions.check_may_ask(interaction.user, grant.preferences)
    if grant.action is Action.SHARE:
        if row.guild == NO_GUILD:
            raise RefusalError("refusal.server_only")
        if not grant.public:
            raise RefusalError("refusal.share_private")
        permissions.check_may_share(interaction)
