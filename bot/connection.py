"""The connection to Discord: bounded requests, events that cost only themselves, and reconnecting.

No other file touches what discord.py keeps to itself about its connection.
"""

import asyncio
import logging
import secrets
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import aiohttp
import discord
from discord.backoff import ExponentialBackoff

log = logging.getLogger(__name__)

# A request that Discord never answers is given up. discord.py itself waits five minutes, and whoever asks
# meanwhile waits behind it. A large upload may take long; then something moves at least.
REQUEST = aiohttp.ClientTimeout(total=120.0, sock_connect=10.0, sock_read=10.0)
LOGIN_S = 60.0
DROP_S = 2.0
LONGEST_WAIT_S = 60.0
# Without this event there is no session; that it was not understood must not pass unnoticed.
BEGINNING = "READY"
# With this code Discord closes the connection of a token that is not, or no longer, valid.
WRONG_TOKEN = 4004


def prepare(client: discord.Client) -> None:
    """Keep an event that discord.py does not understand from ending the bot. Call once, before connecting."""
    state = client._connection  # noqa: SLF001
    state.parsers = {event: _guarded(event, parse) for event, parse in state.parsers.items()}


def bound_requests(client: discord.Client) -> None:
    """Put a bound on every request to Discord. Call after the login."""
    # aiohttp's own bound: it ends a request where discord.py can tidy up, unlike a cancellation.
    session = getattr(client.http, "_HTTPClient__session", None)
    if isinstance(session, aiohttp.ClientSession):
        session._timeout = REQUEST  # noqa: SLF001


async def log_in(client: discord.Client, token: str) -> None:
    """Log in; raises what discord.py raises, and aiohttp.ServerTimeoutError when Discord does not answer."""
    try:
        async with asyncio.timeout(LOGIN_S):
            await client.login(token)
    except TimeoutError:
        raise aiohttp.ServerTimeoutError(f"no answer within {LOGIN_S:g} s") from None


async def stay(client: discord.Client) -> None:
    """Stay connected until the bot is closed; raises only what no further attempt would cure."""
    backoff = ExponentialBackoff[bool]()
    connected_before = False
    while not client.is_closed():
        try:
            await client.connect()
        except (discord.ConnectionClosed, discord.PrivilegedIntentsRequired, discord.LoginFailure):
            raise
        except Exception as error:
            connected_before = connected_before or client.ws is not None
            # Rapptz/discord.py#10520: it stumbles when the first connection to the gateway fails.
            unreached = isinstance(error, AttributeError) and error.__context__ is not None
            if unreached and not connected_before:
                raise
            wait = min(float(backoff.delay()), LONGEST_WAIT_S)
            log.warning("Lost Discord (error %s), back in %.1f s: %s", _id(), wait, _described(error))
            await _drop(client)
            connected_before = True
            await asyncio.sleep(wait)


def _guarded(event: str, parse: Callable[[Any], Any]) -> Callable[[Any], None]:
    def guarded(data: Any, /) -> None:
        try:
            parse(data)
        except Exception as error:
            if event == BEGINNING:
                raise
            log.warning("Left out an event %s of Discord's (error %s): %s", event, _id(), _described(error))
            log.debug("The event %s", event, exc_info=error)

    return guarded


async def _drop(client: discord.Client) -> None:
    """Close the broken socket, and end the thread of its heartbeat."""
    if client.ws is not None:
        with suppress(Exception):
            async with asyncio.timeout(DROP_S):
                await client.ws.close(code=4000)


def _id() -> str:
    return secrets.token_hex(4)


def _described(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]
