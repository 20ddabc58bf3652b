"""Notes which of a server's passages people quoted, so that their words are kept longest."""

from collections.abc import Sequence
from contextlib import suppress

from bot.interactions.service import Service
from bot.libraries.references import ScopedPassage
from bot.libraries.scopes import OWN
from bot.state.answers import NO_GUILD
from bot.texts.refusal import RefusalError
from index import LibraryError


async def note_quoted(bot: Service, guild: int, found: Sequence[ScopedPassage]) -> None:
    """Note that passages were quoted; call it once the answer is sent. What cannot be noted is no harm."""
    ids = [one.passage.id for one in found if one.library == OWN and one.version is None]
    if ids and guild != NO_GUILD:
        with suppress(LibraryError, RefusalError):
            await bot.libraries.write(guild, lambda library: library.mark_quoted(ids))
