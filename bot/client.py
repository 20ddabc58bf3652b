"""The bot put together: its intents, its parts, its cogs, and the commands that it registers."""

import asyncio
import hashlib
import json
import logging
from pathlib import Path

import discord
from discord.ext import tasks
from filelock import FileLock, Timeout

from bot import connection
from bot.cogs.ask import AskCog
from bot.cogs.check_quote import CheckQuoteCog
from bot.cogs.cite import CiteCog
from bot.cogs.compare import CompareCog
from bot.cogs.doctor import DoctorCog
from bot.cogs.feed import FeedCog
from bot.cogs.find_sources import FindSourcesCog
from bot.cogs.gaps import GapsCog
from bot.cogs.guild_events import GuildEventsCog
from bot.cogs.help import HelpCog
from bot.cogs.lookup import LookupCog
from bot.cogs.mentions import MentionsCog
from bot.cogs.privacy import PrivacyCog
from bot.cogs.settings import SettingsCog
from bot.cogs.source import SourceCog
from bot.cogs.unclaimed import UnclaimedCog
from bot.intake.intake import Intake
from bot.interactions import permissions, replies
from bot.interactions.command_tree import CommandTree
from bot.interactions.items import PersistentItem
from bot.interactions.replies import NO_MENTIONS
from bot.interactions.service import Service
from bot.libraries.libraries import Libraries
from bot.scheduling.cooldowns import Cooldowns
from bot.scheduling.in_flight import InFlight
from bot.scheduling.interaction_rates import InteractionRates
from bot.settings import Settings
from bot.state import State, StateError
from bot.texts.translator import Translator

log = logging.getLogger(__name__)

SYNCED_NAME = "commands.sha256"
LOCK_NAME = "bot.lock"
# The areas of the bot, each a cog that takes the bot.
COGS = (
    *(AskCog, MentionsCog, HelpCog, LookupCog, CiteCog, CompareCog, FindSourcesCog, CheckQuoteCog),
    *(SourceCog, FeedCog, SettingsCog, DoctorCog, GapsCog, PrivacyCog, GuildEventsCog, UnclaimedCog),
)
SWEEP_MINUTES = 10


def create_bot(settings: Settings) -> Service:
    """Create the bot; it opens its libraries when it logs in and closes them when it is closed."""
    return _Pullquote(settings)


class _Pullquote(Service):
    def __init__(self, settings: Settings) -> None:
        intents = discord.Intents.none()
        # None of these is privileged: a message that mentions the bot brings its own content.
        intents.guilds = intents.guild_messages = intents.dm_messages = True
        super().__init__(
            command_prefix=(),
            help_command=None,
            tree_cls=CommandTree,
            intents=intents,
            allowed_mentions=NO_MENTIONS,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
        )
        self.settings = settings
        self.libraries = Libraries(settings)
        self.intake = Intake()
        self.cooldowns = Cooldowns()
        self.in_flight = InFlight()
        self.rates = InteractionRates()
        connection.prepare(self)
        # Not bound to a thread: one may take it and another release it.
        self._lock = FileLock(settings.data / LOCK_NAME, timeout=0, thread_local=False, is_singleton=False)

    async def setup_hook(self) -> None:
        """Open the libraries and the bot's memory, load the cogs and register the commands."""
        connection.bound_requests(self)
        await asyncio.to_thread(self._take_data)
        self.state = await State.open(self.settings.data)
        await self.libraries.open()
        for cog in COGS:
            await self.add_cog(cog(self))
        self.add_dynamic_items(*PersistentItem.registered)
        await self.tree.set_translator(Translator())
        self._upkeep.start()
        await self._sync()
        log.info("To invite the bot to a server, open %s", permissions.invitation(self.application_id or 0))

    async def close(self) -> None:
        """Finish what is being answered, leave Discord, then close the libraries and the memory."""
        self._upkeep.cancel()
        await self.in_flight.finish()
        await super().close()
        await self.intake.close()
        await self.libraries.close()
        if hasattr(self, "state"):
            await self.state.close()
        await asyncio.to_thread(self._lock.release)

    def _take_data(self) -> None:
        """Make sure that no other bot works on the same data."""
        self.settings.data.mkdir(parents=True, exist_ok=True)
        try:
            self._lock.acquire()
        except Timeout:
            raise StateError(
                f"{self.settings.data}: another bot works with this folder; "
                "stop it first, or name another folder with PULLQUOTE_DATA"
            ) from None

    @tasks.loop(minutes=SWEEP_MINUTES)
    async def _upkeep(self) -> None:
        """Delete what has expired, and close libraries that nobody uses."""
        try:
            await self.state.sweep()
            await self.libraries.close_idle()
        except Exception as error:
            # A loop that ended with an error would never run again.
            log.exception("Could not tidy up: %s", error)  # noqa: TRY401

    async def on_message(self, message: discord.Message, /) -> None:
        """Do nothing here: the bot has no prefix commands, and the cogs listen for themselves."""

    async def _sync(self) -> None:
        """Register the commands with Discord when they differ from those registered last.

        Discord allows few registrations a day. A failure leaves the old commands in place and is tried
        again at the next start.
        """
        known = self.settings.data / SYNCED_NAME
        digest = await self._digest()
        if await asyncio.to_thread(_read, known) == digest:
            return
        try:
            await self.tree.sync()
        except replies.UNSENT as error:
            log.warning("Could not register the commands; trying again at the next start: %s", error)
            return
        log.info("Registered the commands with Discord")
        try:
            await asyncio.to_thread(_write, known, digest)
        except OSError as error:
            log.warning("Could not note that the commands are registered: %s", error)

    async def _digest(self) -> str:
        """Identify what a registration would send, and to which application."""
        translator = self.tree.translator
        payloads = [
            await command.get_translated_payload(self.tree, translator)
            if translator
            else command.to_dict(self.tree)
            for command in self.tree.get_commands()
        ]
        described = json.dumps([self.application_id, payloads], sort_keys=True)
        return hashlib.sha256(described.encode()).hexdigest()


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + "\n", encoding="ascii")
