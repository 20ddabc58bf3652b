"""The checks of /doctor: permissions, settings, quotas and feeds, each with its remedy. Pure functions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import discord
from discord import ui

from bot.cards.base import LayoutItem, card
from bot.cards.markdown import escape, flatten, shorten, width
from bot.interactions.permissions import NEEDED_NAMES
from bot.state import FeedRow, Preferences
from bot.texts import Voice
from bot.texts.feed_notes import is_note

CHANNELS_SHOWN = 6
FEEDS_SHOWN = 3
NAME_WIDTH = 60
REASON_WIDTH = 120
# Beside the head, its hint, the invitation and what is used.
LINES_WIDTH = 3_000
# Needed only where answers open threads.
_FOR_THREADS = "create_public_threads"


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A channel as the doctor sees it: what the bot may do there, and whether answers open threads."""

    id: int
    permissions: discord.Permissions
    threads: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """What the doctor looks at.

    `here` is the channel of the command; `others` are the server's further ones, for those who run it.
    `lost_askers` and `lost_managers` count chosen roles that were deleted, `withdrawn` names chosen libraries
    that the operator offers no more, and `articles` counts what can be found here. `full` says which bounds
    are met.
    """

    here: Channel
    others: Sequence[Channel]
    preferences: Preferences
    asked_anywhere: bool
    lost_askers: int
    lost_managers: int
    withdrawn: Sequence[str]
    articles: int
    feeds: Sequence[FeedRow]
    full: Sequence[str] = ()


def findings(patient: Patient, say: Voice) -> list[str]:
    """Return what is wrong, a line each with the remedy, the gravest first; nothing when all is well."""
    lines = [say("doctor.here", permission=_permission(name, say)) for name in sorted(_missing(patient.here))]
    for name, channels in sorted(_elsewhere(patient.others).items()):
        shown = ", ".join(f"<#{one}>" for one in channels[:CHANNELS_SHOWN])
        if len(channels) > CHANNELS_SHOWN:
            shown += say("doctor.more", number=len(channels) - CHANNELS_SHOWN)
        lines.append(say("doctor.elsewhere", permission=_permission(name, say), channels=shown))
    lines += _of_settings(patient, say)
    if not patient.articles:
        lines.append(say("doctor.empty"))
    lines += patient.full
    failing = [feed for feed in patient.feeds if feed.problem and not is_note(feed.problem)]
    for feed in failing[:FEEDS_SHOWN]:
        title = escape(shorten(flatten(feed.title or feed.url), NAME_WIDTH))
        reason = escape(shorten(flatten(feed.problem), REASON_WIDTH))
        lines.append(say("doctor.feed", feed=title, reason=reason))
    return lines


def lacks_permission(patient: Patient) -> bool:
    """Whether a permission is missing anywhere."""
    return any(map(_missing, (patient.here, *patient.others)))


def doctor_card(lines: Sequence[str], invitation: str | None, say: Voice, used: str = "") -> ui.LayoutView:
    """Show what was found; `invitation` asks for all permissions at once, where one is missing.

    `used` says how much the server has of what it may have.
    """
    foot: list[LayoutItem] = [ui.TextDisplay(f"-# {used}")] if used else []
    if not lines:
        well: LayoutItem = ui.TextDisplay(f"**{say('doctor.well')}**\n-# {say('doctor.well.hint')}")
        return card([well, *foot])
    rows: list[str] = []
    for line in lines:
        if sum(map(width, rows)) + len(rows) + width(line) <= LINES_WIDTH:
            rows.append(f"⚠️ {line}")
    items: list[LayoutItem] = [
        ui.TextDisplay(f"**{say.count('doctor.found', len(lines))}**"),
        ui.Separator(),
        ui.TextDisplay("\n".join(rows)),
    ]
    if invitation:
        items.append(ui.TextDisplay(f"-# {say('doctor.invite', link=invitation)}"))
    return card([*items, *foot])


def guest_card(say: Voice) -> ui.LayoutView:
    """Say what holds where the bot is no member."""
    return card([ui.TextDisplay(f"**{say('doctor.guest')}**\n{say('doctor.guest.hint')}")], quiet=True)


def _missing(channel: Channel) -> set[str]:
    needed = set(NEEDED_NAMES)
    if not channel.threads:
        needed.discard(_FOR_THREADS)
    missing = {name for name in needed if not getattr(channel.permissions, name)}
    # Who cannot see a channel has no other permission there either; one line is enough.
    return {"view_channel"} if "view_channel" in missing else missing


def _elsewhere(channels: Iterable[Channel]) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = {}
    for channel in channels:
        for name in _missing(channel):
            found.setdefault(name, []).append(channel.id)
    return found


def _of_settings(patient: Patient, say: Voice) -> list[str]:
    lines = []
    if not patient.asked_anywhere:
        lines.append(say("doctor.asked_nowhere"))
    elif not patient.preferences.asking:
        lines.append(say("doctor.not_asked_here"))
    if patient.lost_askers:
        lines.append(say.count("doctor.lost_askers", patient.lost_askers))
    if patient.lost_managers:
        lines.append(say.count("doctor.lost_managers", patient.lost_managers))
    if patient.withdrawn:
        names = escape(shorten(", ".join(patient.withdrawn), NAME_WIDTH))
        lines.append(say("doctor.withdrawn", names=names))
    return lines


def _permission(name: str, say: Voice) -> str:
    return {
        "view_channel": say("permission.view_channel"),
        "send_messages": say("permission.send_messages"),
        "send_messages_in_threads": say("permission.send_messages_in_threads"),
        "create_public_threads": say("permission.create_public_threads"),
        "read_message_history": say("permission.read_message_history"),
    }[name]
