"""What a network and a busy Discord do to single requests."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

Answer = Callable[[web.Request], Awaitable[web.Response | None]]


@dataclass(slots=True)
class Fault:
    """What becomes of requests: those whose "METHOD /path" `pattern` finds, the first `times` of them."""

    pattern: str
    answer: Answer
    times: int = 1
    hits: int = 0


def reply(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    # discord.py takes no other type for JSON, and aiohttp's own helper adds a charset.
    typed = {"Content-Type": "application/json", **(headers or {})}
    return web.Response(body=json.dumps(value).encode(), status=status, headers=typed)


def limited(seconds: float, *, everywhere: bool) -> Answer:
    """A 429, for one route or for the whole bot."""

    async def answer(request: web.Request) -> web.Response:
        body = {"message": "You are being rate limited.", "retry_after": seconds, "global": everywhere}
        return reply(body, status=429, headers={"Via": "1.1 wire", "Retry-After": str(seconds)})

    return answer


def failing(status: int) -> Answer:
    async def answer(request: web.Request) -> web.Response:
        return reply({"message": "of the test's", "code": 0}, status=status)

    return answer


def slow(seconds: float) -> Answer:
    """Takes long, and is then answered as usual."""

    async def answer(request: web.Request) -> None:
        await asyncio.sleep(seconds)

    return answer


async def broken_off(request: web.Request) -> web.Response:
    """The connection is reset, and nothing was done."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
