"""`python -m bot`: read the settings, start the bot, and say in one line what stands in its way."""

import asyncio
import logging
import signal
from contextlib import suppress
from typing import NoReturn

import aiohttp
import discord

from bot import connection, event_loop, shutdown
from bot.client import create_bot
from bot.interactions.service import Service
from bot.libraries import open_files
from bot.settings import Settings
from bot.state import StateError
from index import LibraryError
from index.console import terminal
from index.console.environment import SettingsError, environment

FAILURE = 1
WRONG_SETTINGS = 2
REFUSED = "DISCORD_TOKEN was refused by Discord: reset it in the developer portal; see .env.example"
UNREACHABLE = "Discord cannot be reached: check the network and try again"


def main() -> None:
    """Run the bot until it is stopped. Exits with 2 when the settings are wrong, with 1 on other failures."""
    terminal.guard()
    try:
        settings = Settings.from_env(environment())
    except SettingsError as error:
        _fail(WRONG_SETTINGS, str(error))
    terminal.log_lines(settings.log_level, "%(asctime)s %(levelname)-7s %(name)s: %(message)s")
    # At DEBUG discord.py writes down all that it receives and sends, what was asked in private too.
    logging.getLogger("discord").setLevel(max(settings.log_level, logging.INFO))
    open_files.raise_limit()
    event_loop.use_one_arena()
    # The bot never speaks: that voice is not supported need worry nobody.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    # Until the bot begins; from then on, `bot.shutdown` hears the signals.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        _run(settings)


def _run(settings: Settings) -> None:
    try:
        asyncio.run(_serve(settings))
    except discord.LoginFailure:
        _fail(WRONG_SETTINGS, REFUSED)
    except (discord.ConnectionClosed, discord.PrivilegedIntentsRequired) as error:
        if getattr(error, "code", None) == connection.WRONG_TOKEN:
            _fail(WRONG_SETTINGS, REFUSED)
        _fail(FAILURE, f"Discord closed the connection for good: update Pullquote and try again ({error})")
    except (LibraryError, StateError) as error:
        _fail(FAILURE, str(error))
    except aiohttp.ClientConnectionError as error:
        _fail(FAILURE, f"{UNREACHABLE} ({error})")
    except AttributeError as error:
        # Rapptz/discord.py#10520: it stumbles when the first connection to the gateway fails.
        if not isinstance(error.__context__, (OSError, aiohttp.ClientError)):
            raise
        _fail(FAILURE, f"{UNREACHABLE} ({error.__context__})")
    except (discord.HTTPException, discord.GatewayNotFound) as error:
        _fail(FAILURE, f"Discord does not let the bot in at the moment: try again later ({error})")
    except OSError as error:
        _fail(FAILURE, f"{error.filename or 'The system'}: {error.strerror or error}")


async def _serve(settings: Settings) -> None:
    async with create_bot(settings) as bot:
        await shutdown.run_until_stopped(bot, _work(bot, settings.token))


async def _work(bot: Service, token: str) -> None:
    await asyncio.to_thread(event_loop.prepare)
    await connection.log_in(bot, token)
    await connection.stay(bot)


def _fail(code: int, problem: str) -> NoReturn:
    terminal.err.line(f"pullquote: {' '.join(problem.split())}")
    raise SystemExit(code)


if __name__ == "__main__":
    main()
