"""The limit on open files: how it is raised, and how many libraries may stay open under it."""

import logging
from contextlib import suppress

try:
    import resource
except ImportError:  # Windows, where files are not bounded so
    resource = None  # type: ignore[assignment]

log = logging.getLogger(__name__)

# Connections of two readers and the writer, and some segments.
PER_LIBRARY = 10
# Sockets, the bot's memory, log, modules that are loaded, processes that read files.
RESERVED = 96
# Enough for all that the bot opens; some systems refuse to go to a limit that they call infinite.
_WANTED = 16_384


def raise_limit() -> None:
    """Let this process open as many files as it needs, as far as the system allows that."""
    if resource is None:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    for wanted in (_WANTED, 10_240, 4_096):
        if hard != resource.RLIM_INFINITY:
            wanted = min(wanted, hard)  # noqa: PLW2901
        if soft == resource.RLIM_INFINITY or soft >= wanted:
            return
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            return


def libraries_at_once(most: int) -> int:
    """Return how many libraries may stay open, at most `most`."""
    if resource is None:
        return most
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY:
        return most
    fitting = max((soft - RESERVED) // PER_LIBRARY, 1)
    if fitting < most:
        log.warning(
            "This process may open %d files: %d libraries stay open at a time, others are opened anew when "
            "they are asked; `ulimit -n` or LimitNOFILE raises that",
            soft,
            fitting,
        )
    return min(fitting, most)
