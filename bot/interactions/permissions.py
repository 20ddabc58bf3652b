"""Single checks of rights, of members and of the bot itself; `authorization` says where each is asked."""

from collections.abc import Iterable

import discord

from bot.interactions.service import Interaction
from bot.libraries.scopes import guild_of
from bot.state import AnswerRow, Preferences
from bot.state.answers import NO_GUILD
from bot.texts.refusal import RefusalError

# What the bot needs in a server, and no more: /doctor looks for these and the invitation asks for them.
NEEDED_NAMES = (
    "view_channel",
    "send_messages",
    "send_messages_in_threads",
    "create_public_threads",
    "read_message_history",
)
NEEDED = discord.Permissions(**dict.fromkeys(NEEDED_NAMES, True))


def invitation(application: int) -> str:
    """Return the address under which somebody with Manage Server invites the bot, with what it needs."""
    scopes = ("bot", "applications.commands")
    return discord.utils.oauth_url(application, permissions=NEEDED, scopes=scopes)


def check_may_ask(user: discord.User | discord.Member, preferences: Preferences) -> None:
    """Raise RefusalError unless this member may ask here."""
    if not preferences.asking:
        raise RefusalError("refusal.channel")
    if preferences.askers and not _has_role(user, preferences.askers) and not _manages(user):
        raise RefusalError("refusal.asker")


def check_may_manage(user: discord.User | discord.Member, preferences: Preferences) -> None:
    """Raise RefusalError unless this member may change the server's library.

    These are members with Manage Server and those with a role that the server chose. The bot checks this
    itself, since `default_permissions` would hide the commands from such roles.
    """
    if not isinstance(user, discord.Member):
        raise RefusalError("refusal.server_only")
    if not _manages(user) and not _has_role(user, preferences.managers):
        raise RefusalError("refusal.manager")


def check_may_configure(user: discord.User | discord.Member) -> None:
    """Raise RefusalError unless this member may change the server's settings: Manage Server."""
    if not isinstance(user, discord.Member):
        raise RefusalError("refusal.server_only")
    if not _manages(user):
        raise RefusalError("refusal.configure")


def check_in_server(interaction: Interaction) -> None:
    """Raise RefusalError outside servers, which is also where a user installation's interactions belong."""
    if guild_of(interaction) == NO_GUILD:
        raise RefusalError("refusal.server_only")


def check_may_press(interaction: discord.Interaction, row: AnswerRow) -> None:
    """Raise RefusalError unless this answer belongs where its button was pressed.

    The row decides: an answer of one server does nothing in another one, in direct messages, or in an
    interaction of a user installation.
    """
    here = row.guild in {NO_GUILD, guild_of(interaction)}
    # What was given to one person stays that person's, and outside servers there is only one.
    alone = row.private or row.guild == NO_GUILD
    if not here or (alone and row.asker != interaction.user.id):
        raise RefusalError("refusal.gone")


def may_delete(interaction: discord.Interaction, row: AnswerRow) -> bool:
    """Whether this member may delete an answer: who asked, and moderators (Manage Messages)."""
    return row.asker == interaction.user.id or (
        interaction.guild_id is not None and interaction.permissions.manage_messages
    )


def check_may_share(interaction: discord.Interaction) -> None:
    """Raise RefusalError unless both the member and the bot may send messages in this channel."""
    if interaction.guild_id is None:
        raise RefusalError("refusal.server_only")
    thread = isinstance(interaction.channel, discord.Thread)
    if not may_send(interaction.permissions, thread=thread):
        raise RefusalError("refusal.share")
    if not may_send(interaction.app_permissions, thread=thread):
        raise RefusalError("refusal.cannot_send")


def may_send(permissions: discord.Permissions, *, thread: bool) -> bool:
    """Whether these permissions of a channel let their owner write there."""
    send = permissions.send_messages_in_threads if thread else permissions.send_messages
    return permissions.view_channel and send


def _manages(user: discord.User | discord.Member) -> bool:
    if not isinstance(user, discord.Member):
        return False
    # In an interaction Discord has worked out the permissions; in a message they come from the roles.
    resolved = user.resolved_permissions or user.guild_permissions
    return resolved.manage_guild or resolved.administrator


def _has_role(user: discord.User | discord.Member, wanted: Iterable[int]) -> bool:
    # "@everyone" has the id of its server, and no member lists it.
    return isinstance(user, discord.Member) and any(
        role == user.guild.id or user.get_role(role) for role in wanted
    )
