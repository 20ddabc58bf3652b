"""What a Discord over real sockets is made of, beside the requests: its clock, its people, its websockets."""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import web
from simcord import Env

try:
    # Parts that simcord does not promise to keep.
    from simcord._clock import Clock
    from simcord.gateway import FakeGateway
except ImportError as missing:
    pytest.skip(f"this simcord has other inner parts: {missing}", allow_module_level=True)

# What is said over the gateway, by its number.
DISPATCH, HEARTBEAT, IDENTIFY, RESUME, HELLO, HEARTBEAT_ACK = 0, 1, 2, 6, 10, 11


class WallClock(Clock):
    """Discord's time is the real one: the bot's process has no other."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class WireEnv(Env):
    """A simulated Discord whose people do not wait until the bot, another process, has nothing left to do."""

    async def _settle_internal(self, **options: Any) -> None:
        pass

    def _begin_operation(self, label: str) -> None:
        pass

    def _end_operation(self) -> None:
        pass


@dataclass
class Connection:
    """One websocket of the bot's; `outbox` holds what it is still to be told."""

    socket: web.WebSocketResponse
    gateway: FakeGateway | None = None
    sequence: int = 0
    outbox: asyncio.Queue[str] = field(default_factory=asyncio.Queue)

    def push(self, event: Any, payload: Any) -> None:
        self.sequence += 1
        self.outbox.put_nowait(json.dumps({"op": DISPATCH, "s": self.sequence, "t": event, "d": payload}))

    async def deliver(self) -> None:
        while True:
            await self.socket.send_str(await self.outbox.get())


class Forwarding(dict[str, Callable[[Any], None]]):
    """Takes the place of discord.py's parsers: what simcord would have parsed goes over the wire."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self._connection = connection

    def __missing__(self, event: str) -> Callable[[Any], None]:
        return lambda payload: self._connection.push(event, payload)


async def until(condition: Callable[[], Any], seconds: float, what: str = "") -> Any:
    """Return what `condition` returns once that is true; fails when it is not within so many seconds."""
    end = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < end, what or "it did not come to pass in time"
        await asyncio.sleep(0.02)
    return value
