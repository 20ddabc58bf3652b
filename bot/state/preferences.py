"""What a server has decided, for all of it or for one channel.

A setting is one field of `Preferences`; a new one needs nothing else here but, where channels may differ, its
name in CHANNEL_NAMES.
"""

import asyncio
import json
from contextvars import Context
from dataclasses import dataclass, fields
from typing import Any, TypeAlias

from bot.scheduling.deadlines import within
from bot.state.database import Database

# Stands for the whole server where a row names its channel.
WHOLE_SERVER = 0
# What a channel may decide for itself.
CHANNEL_NAMES = frozenset({"asking", "private", "threads", "language", "passages"})
MAX_PASSAGES = 3

_Settings: TypeAlias = dict[int, dict[str, Any]]  # by channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """The settings that hold in one place.

    `asking` is whether the bot answers there; `askers` are the roles that may ask (everybody when empty);
    `managers` are the roles that may change the library; `private` shows answers to the asker alone;
    `threads` opens a thread for each answer; `language` is "" for the server's own; `passages` is how many
    a card shows (1 to 3); `shared` names the operator's libraries that are searched (None: the main one).
    """

    asking: bool = True
    askers: tuple[int, ...] = ()
    managers: tuple[int, ...] = ()
    private: bool = False
    threads: bool = False
    language: str = ""
    passages: int = MAX_PASSAGES
    shared: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.passages <= MAX_PASSAGES:
            raise ValueError(f"passages is {self.passages}; choose 1 to {MAX_PASSAGES}")


NAMES = frozenset(field.name for field in fields(Preferences))


class PreferenceRows:
    """The table of settings."""

    def __init__(self, database: Database) -> None:
        self._database = database
        # They are needed before a question is acknowledged, when there is no time for the disk: each server's
        # are read once, by the first who asks, and the others wait for the same reading.
        self._known: dict[int, asyncio.Future[_Settings]] = {}

    async def of(self, guild: int, channel: int = WHOLE_SERVER) -> Preferences:
        """Return what holds in a channel: its own settings, else the server's, else the defaults."""
        known = await self._of_guild(guild)
        return Preferences(**{**known.get(WHOLE_SERVER, {}), **known.get(channel, {})})

    async def set_in(self, guild: int, channel: int = WHOLE_SERVER) -> dict[str, Any]:
        """Return only what was set for exactly this channel, or for the server as a whole."""
        return dict((await self._of_guild(guild)).get(channel, {}))

    async def _of_guild(self, guild: int) -> _Settings:
        known = self._known.get(guild)
        if known is None:
            # In a context of its own: the deadline of the first who asks is not that of the others.
            loading = asyncio.get_running_loop().create_task(self._load(guild), context=Context())
            known = self._known[guild] = loading
        try:
            # Who gives up waiting must not cancel it for the others.
            return await within(asyncio.shield(known))
        except Exception:
            # What could not be read is read again by the next who asks.
            if known.done() and self._known.get(guild) is known:
                del self._known[guild]
            raise

    async def _load(self, guild: int) -> _Settings:
        rows = await self._database.run(
            lambda db: db.execute(
                "SELECT channel, name, value FROM preferences WHERE guild = ?", (guild,)
            ).fetchall()
        )
        found: _Settings = {}
        for channel, name, value in rows:
            # A setting that a later version had, or an earlier one, is no setting here.
            if name in NAMES:
                found.setdefault(channel, {})[name] = _read(value)
        return found

    async def put(self, guild: int, name: str, value: Any, *, channel: int = WHOLE_SERVER) -> None:
        """Set one setting; None takes it back to what holds without it.

        Raises ValueError for a setting that there is not, that a channel cannot have, or a wrong value.
        """
        if name not in (NAMES if channel == WHOLE_SERVER else CHANNEL_NAMES):
            raise ValueError(f'no setting "{name}" there; choose one of {", ".join(sorted(NAMES))}')
        if value is not None:
            Preferences(**{name: value})
        await self._write(guild, channel, name, value)
        self._known.pop(guild, None)

    async def _write(self, guild: int, channel: int, name: str, value: Any) -> None:
        if value is None:
            await self._database.run(
                lambda db: db.execute(
                    "DELETE FROM preferences WHERE guild = ? AND channel = ? AND name = ?",
                    (guild, channel, name),
                )
            )
            return
        await self._database.run(
            lambda db: db.execute(
                "INSERT OR REPLACE INTO preferences VALUES (?, ?, ?, ?)",
                (guild, channel, name, json.dumps(value)),
            )
        )

    async def forget_server(self, guild: int) -> None:
        """Delete all settings of a server."""
        await self._database.run(lambda db: db.execute("DELETE FROM preferences WHERE guild = ?", (guild,)))
        self._known.pop(guild, None)


def _read(value: str) -> Any:
    read = json.loads(value)
    return tuple(read) if isinstance(read, list) else read
