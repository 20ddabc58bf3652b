"""robots.txt as RFC 9309 has it: the group for this program or for all, the longest rule that matches."""

from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote

LONGEST = 500 * 1024  # bytes of a file, which is what the RFC asks a parser to take at least


class _Rule(NamedTuple):
    allows: bool
    pattern: str

    def matches(self, target: str) -> bool:
        """Whether the pattern stands at the start of `target`; "*" is any run, "$" at the end the end."""
        anchored = self.pattern.endswith("$")
        first, *rest = self.pattern.removesuffix("$").split("*")
        if not target.startswith(first):
            return False
        place = len(first)
        # Taking the first place of each part is enough: whatever follows has the most room left.
        for part in rest[:-1]:
            place = target.find(part, place)
            if place < 0:
                return False
            place += len(part)
        if not rest:
            return not anchored or place == len(target)
        if anchored:
            return target.endswith(rest[-1]) and len(target) - len(rest[-1]) >= place
        return target.find(rest[-1], place) >= 0


@dataclass(frozen=True, slots=True)
class Rules:
    """What a site asks of one program."""

    rules: tuple[_Rule, ...] = ()

    def allow(self, target: str) -> bool:
        """Whether the path with its query may be read."""
        plain = unquote(target)
        matching = [rule for rule in self.rules if rule.matches(plain)]
        best = max(matching, key=lambda rule: (len(rule.pattern), rule.allows), default=None)
        return best is None or best.allows


ALL = Rules()
NOTHING = Rules((_Rule(allows=False, pattern="/"),))


def parse(content: bytes, program: str) -> Rules:
    """Return the rules of a robots.txt for the program of this name."""
    groups: dict[str, list[_Rule]] = {}
    agents: list[str] = []
    in_rules = False
    for line in content[:LONGEST].decode("utf-8-sig", "replace").splitlines():
        field, _, value = (part.strip() for part in line.partition("#")[0].partition(":"))
        field = field.lower()
        if field == "user-agent":
            # A line of agents after rules begins the next group.
            agents = [] if in_rules else agents
            agents.append(value.lower())
            groups.setdefault(value.lower(), [])
            in_rules = False
        elif field in {"allow", "disallow"}:
            in_rules = True
            if value:
                rule = _Rule(field == "allow", unquote(value))
                for agent in agents:
                    groups[agent].append(rule)
    return Rules(tuple(groups.get(program.lower(), groups.get("*", ()))))
