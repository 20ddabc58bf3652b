"""Discord over real sockets: simcord's simulated server behind HTTP and a websocket on this machine.

What Discord means (permissions, limits, messages) is simcord's; here is what a network does: requests that
fail, hang or break off (`Fault`), and a gateway that says anything at all.
"""

import asyncio
import io
import json
import re
import time
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote

import discord
import pytest
from aiohttp import WSMsgType, web

from bot.preview.simulation import Installation, install
from wire_faults import Answer, Fault, reply
from wire_parts import (
    HEARTBEAT,
    HEARTBEAT_ACK,
    HELLO,
    IDENTIFY,
    RESUME,
    Connection,
    Forwarding,
    WallClock,
    WireEnv,
)

try:
    # Parts that simcord does not promise to keep; importing the routes registers what answers.
    from simcord.backend import serializers
    from simcord.backend.errors import BackendError
    from simcord.gateway import FakeGateway
    from simcord.http import router
    from simcord.http import routes as _routes  # noqa: F401
except ImportError as missing:
    pytest.skip(f"this simcord has other inner parts: {missing}", allow_module_level=True)

TOKEN = "MQ.wire.token"  # noqa: S105
HEARTBEAT_MS = 41_250


class Wire:
    """A Discord at `address`. `requests` are those that reached it, as ("METHOD /path", time of receipt)."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.requests: list[tuple[str, float]] = []
        self.connections: list[Connection] = []
        self.identified = self.resumed = 0
        self._intents = 0
        self.address = ""

    async def open(self) -> None:
        observer = discord.Client(intents=discord.Intents.all())
        self.env = WireEnv(observer, check_errors=False)
        self.env.backend.clock = WallClock()
        await self.env.start()
        self.env.backend.subscribers.append(self._on_event)
        install(self.env.backend, Installation())
        application = web.Application(client_max_size=64 * 2**20)
        application.router.add_get("/gateway", self._gateway)
        application.router.add_get("/gateway/", self._gateway)
        application.router.add_route("*", "/api/{path:.*}", self._request)
        self._runner = web.AppRunner(application, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.address = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def close(self) -> None:
        for connection in list(self.connections):
            await connection.socket.close()
        await self._runner.cleanup()
        await self.env.shutdown()

    def fail(self, pattern: str, answer: Answer, times: int = 1) -> Fault:
        """Let requests go wrong; what was asked for last comes first."""
        fault = Fault(pattern, answer, times)
        self.faults.insert(0, fault)
        return fault

    def count(self, pattern: str) -> int:
        """How many requests there were of this kind."""
        return sum(bool(re.search(pattern, name)) for name, _ in self.requests)

    async def tell(self, frame: str) -> None:
        """Send a frame to the bot as it stands."""
        for connection in self.connections:
            connection.outbox.put_nowait(frame)

    def push(self, event: Any, payload: Any) -> None:
        """Send an event to the bot."""
        for connection in self.connections:
            connection.push(event, payload)

    async def hang_up(self, code: int) -> None:
        """Close the websocket with a code of Discord's."""
        for connection in list(self.connections):
            await connection.socket.close(code=code)

    # The gateway

    def _on_event(self, event: str, payload: Mapping[str, Any]) -> None:
        for connection in self.connections:
            if connection.gateway is not None:
                connection.gateway.feed(event, payload)

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        connection = Connection(socket)
        delivering = asyncio.create_task(connection.deliver())
        hello = {"op": HELLO, "d": {"heartbeat_interval": HEARTBEAT_MS}}
        await socket.send_str(json.dumps(hello))
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await self._hear(connection, json.loads(message.data))
        finally:
            delivering.cancel()
            if connection in self.connections:
                self.connections.remove(connection)
        return socket

    async def _hear(self, connection: Connection, said: Mapping[str, Any]) -> None:
        number: int = said["op"]
        data: Any = said.get("d")
        if number == HEARTBEAT:
            await connection.socket.send_str(json.dumps({"op": HEARTBEAT_ACK}))
        elif number in {IDENTIFY, RESUME} and data["token"] != TOKEN:
            await connection.socket.close(code=4004)
        elif number == IDENTIFY:
            self._intents = int(data["intents"])
            self._welcome(connection)
        elif number == RESUME:
            self._attend(connection)
            self.resumed += 1
            connection.push("RESUMED", {})

    def _attend(self, connection: Connection) -> FakeGateway:
        """Tell this connection of everything from now on."""
        state = SimpleNamespace(
            intents=discord.Intents._from_value(self._intents),
            parsers=Forwarding(connection),
            _chunk_requests={},
            guilds=[],
        )
        connection.gateway = FakeGateway(self.env.backend, state)
        self.connections.append(connection)
        return connection.gateway

    def _welcome(self, connection: Connection) -> None:
        backend = self.env.backend
        ready = {
            "v": 10,
            "user": dict(serializers.user_payload(backend.bot_user)),
            "session_id": f"session {self.identified}",
            "resume_gateway_url": f"{self.address.replace('http', 'ws')}/gateway",
            "guilds": [{"id": str(guild), "unavailable": True} for guild in backend.guilds],
            "application": {"id": str(backend.application_id), "flags": 0},
        }
        connection.push("READY", ready)
        gateway = self._attend(connection)
        for guild in backend.guilds.values():
            gateway.feed("GUILD_CREATE", serializers.guild_create_payload(backend, guild))
        self.identified += 1

    # REST

    async def _request(self, request: web.Request) -> web.StreamResponse:
        path = "/" + request.match_info["path"].partition("/")[2]
        name = f"{request.method} {path}"
        self.requests.append((name, time.monotonic()))
        for fault in self.faults:
            if fault.hits < fault.times and re.search(fault.pattern, name):
                fault.hits += 1
                if (answer := await fault.answer(request)) is not None:
                    return answer
                break
        if path.startswith("/gateway"):
            limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
            url = f"{self.address.replace('http', 'ws')}/gateway"
            return reply({"url": url, "shards": 1, "session_start_limit": limit})
        tokenless = path.startswith(("/interactions/", "/webhooks/"))
        if not tokenless and request.headers.get("Authorization") != f"Bot {TOKEN}":
            return reply({"message": "401: Unauthorized", "code": 0}, status=401)
        return await self._dispatch(request, path)

    async def _dispatch(self, request: web.Request, path: str) -> web.Response:
        body, files = await _body(request)
        reason = unquote(request.headers.get("X-Audit-Log-Reason", "")) or None
        try:
            made = router.dispatch(
                self.env.backend,
                request.method,
                path,
                json=body,
                params=dict(request.query),
                files=files,
                reason=reason,
            )
        except BackendError as error:
            return reply(error.to_json(), status=error.status)
        return web.Response(status=204) if made is None else reply(made)


async def _body(request: web.Request) -> tuple[Any, list[Any]]:
    if not request.content_type.startswith("multipart/"):
        return (json.loads(await request.read() or b"null") if request.can_read_body else None), []
    form: list[dict[str, Any]] = []
    files: list[Any] = []
    reader: Any = await request.multipart()
    async for part in reader:
        data = await part.read()
        if part.filename:
            files.append(SimpleNamespace(filename=part.filename, fp=io.BytesIO(data), description=None))
        else:
            form.append({"name": part.name, "value": data.decode()})
    return router.parse_form(form, files)
