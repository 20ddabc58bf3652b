"""robots.txt as RFC 9309 has it, which protego reads: the group for this program or for all."""

import re
from dataclasses import dataclass

from protego import Protego

LONGEST = 500 * 1024  # bytes of a file, which is what the RFC asks a parser to take at least
# As protego takes it, with the dash or without, and with a blank in place of the colon.
_AGENT = re.compile(r"\s*user[- ]?agent(?:\s*:|\s)\s*([^#]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a site asks of one program."""

    site: Protego
    program: str

    def allow(self, target: str) -> bool:
        """Whether the path with its query may be read."""
        # Any host will do: with none, a path that begins with two slashes would be taken for one.
        return self.site.can_fetch(f"https://site{target}", self.program)


ALL = Rules(Protego.parse(""), "*")
NOTHING = Rules(Protego.parse("User-agent: *\nDisallow: /"), "*")


def parse(content: bytes, program: str) -> Rules:
    """Return the rules of a robots.txt for the program of this name."""
    # protego takes a byte order mark for a part of the first line.
    lines = content[:LONGEST].decode("utf-8-sig", "replace").splitlines()
    return Rules(Protego.parse("\n".join(_named(line, program.lower()) for line in lines)), program)


def _named(line: str, program: str) -> str:
    """Give all other programs one name.

    protego keeps every rule for every program of its group, which takes minutes where a file names
    thousands, and takes the beginning of a program's name for its name.
    """
    agent = _AGENT.match(line)
    if agent is None or agent[1].strip().lower() in {"", "*", program}:
        return line
    return f"User-agent: not-{program}"
