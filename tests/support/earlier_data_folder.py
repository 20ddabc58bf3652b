"""A data folder as an earlier version of the bot left it, and the server that it belongs to."""

import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import time
from typing import Any

import discord
from simcord import ChannelHandle, Env, MemberActor
from simcord.backend import serializers
from simcord.results import to_discord_message

from bot.settings import Settings
from bot.state.answers import LIFETIME_S
from rooms import Room

FIXTURE = Path(__file__).parents[1] / "fixtures" / "data_folder_of_format_2" / "data_folder.zip"
# The ids of the server and what is in it, as its rows name them.
GUILD, OWNER, NEWS, DESK, ALICE, LENA, READERS, LIBRARIANS = (
    1_300_000_000_000_000_000 + n for n in range(1, 9)
)
_EPHEMERAL = 1 << 6


def seen() -> dict[str, Any]:
    """Return what the earlier bot showed; see the fixture's README."""
    read: dict[str, Any] = json.loads(zipfile.ZipFile(FIXTURE).read("seen.json"))
    return read


def lay_out(place: Path) -> Path:
    """Lay out the data folder as if it had been closed a minute ago, and return it."""
    archive = zipfile.ZipFile(FIXTURE)
    archive.extractall(place, [name for name in archive.namelist() if name.startswith("data/")])
    with sqlite3.connect(place / "data" / "bot.sqlite3") as db:
        created = time() - 60
        db.execute("UPDATE answers SET created = ?, expires = ?", (created, created + LIFETIME_S))
        db.execute("UPDATE gaps SET created = ?, expires = ?", (created, created + LIFETIME_S))
        db.execute("UPDATE votes SET created = ?", (created,))
        db.execute("UPDATE feeds SET polled = ?, due = ?", (created, created + 3600))
        db.execute("UPDATE feed_entries SET seen = ?", (created,))
    db.close()
    # simcord's Discord knows none of the commands that were told to another one.
    (place / "data" / "commands.sha256").unlink()
    return place / "data"


def move_feed(data: Path, url: str) -> None:
    """Let the feed stand at another address: its port was any that was free."""
    with sqlite3.connect(data / "bot.sqlite3") as db:
        db.execute("UPDATE feeds SET url = ?", (url,))
    db.close()


@dataclass(frozen=True)
class EarlierServer:
    """The server, with alice, who reads, and lena, who manages its articles."""

    room: Room
    desk: ChannelHandle
    lena: MemberActor

    @classmethod
    def furnish(cls, env: Env, settings: Settings) -> "EarlierServer":
        """Make the server anew, under the ids that it had."""
        with _numbered(env, OWNER):
            owner = env.create_user("owner")
        guild = env.create_guild("Fen", id=GUILD, owner=owner)
        with _numbered(env, NEWS):
            news = guild.create_text_channel("news")
        with _numbered(env, DESK):
            desk = guild.create_text_channel("desk")
        with _numbered(env, READERS):
            readers = guild.create_role("readers")
        with _numbered(env, LIBRARIANS):
            manage = discord.Permissions(manage_guild=True)
            librarians = guild.create_role("librarians", permissions=manage)
        with _numbered(env, ALICE):
            alice = env.create_user("alice")
        with _numbered(env, LENA):
            lena = env.create_user("lena")
        assert env.bot.user is not None
        room = Room(
            env, settings, guild, news, guild.add_member(alice, roles=[readers]), env.bot.user.mention
        )
        return cls(room, desk, guild.add_member(lena, roles=[librarians, readers]))

    def post(self, name: str, to: MemberActor) -> discord.Message:
        """Put a card of the earlier bot back into its channel; if it is private, `to` alone sees it."""
        (card,) = [one for one in seen()["cards"] if one["name"] == name]
        backend, env = self.room.env.backend, self.room.env
        sent = backend.create_message(
            card["channel"],
            backend.bot_user.id,
            flags=card["flags"] & ~_EPHEMERAL,
            components=card["components"],
        )
        sent.flags = card["flags"]
        sent.interaction_metadata = {
            "id": str(sent.id),
            "type": 2,
            "user": serializers.user_payload(backend.users[to.id]),
            "authorizing_integration_owners": {},
        }
        return to_discord_message(env, sent)


@contextmanager
def _numbered(env: Env, number: int) -> Iterator[None]:
    """Let the next thing that simcord makes have this id."""
    backend: Any = env.backend
    backend.snowflake = lambda: backend.reserve_id(number)
    try:
        yield
    finally:
        del backend.snowflake
