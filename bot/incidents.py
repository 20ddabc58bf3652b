"""Errors: a traceback with a short id for the log, one line with the same id for the person who asked."""

import logging
import secrets

from bot.servers import SlowSearchError
from index import LibraryError

log = logging.getLogger(__name__)


def record(error: BaseException) -> str:
    """Log `error` under a new id and return the line that tells a user of it.

    The line says nothing of the error itself, which may name files or hold an article's text.
    """
    incident = secrets.token_hex(4)
    log.error("Error %s: %s", incident, error, exc_info=error)
    match error:
        case SlowSearchError():
            line = "The search took too long, so I gave up. Please try again, or ask in fewer words."
        case LibraryError():
            line = "I cannot read the articles at the moment. Whoever runs this bot can mend that."
        case _:
            line = "Something went wrong on my side. Please try again."
    return f"{line} (error {incident})"
