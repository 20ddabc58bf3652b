"""A story, pages made of it, and what holds of every cleaned text."""

from index.cleaning import Cleaned, remaining

STORY = (
    "The harbour bridge will close on Monday for repairs that may take nine weeks, the council said.",
    "Engineers found cracks in four of the bridge's cables during an inspection in January.",
    "“We could not wait for the summer,” said the mayor, who walks over the bridge to her office.",
    "Repairs\twill cost four million,  the council said, and the ferries another half a million.",
    "Ferries will carry pedestrians across the harbour every twenty minutes until the repairs are done.",
    "Lorries have to take the northern road, which adds thirty kilometres to the way to the harbour.",
    "The council hopes that the bridge will open again before the autumn storms.",
)


def page(*lines: str, separator: str = "\n\n") -> str:
    return separator.join(lines)


def reasons(cleaned: Cleaned) -> dict[str, str]:
    return {cleaned.extracted[start:end].strip(): reason for start, end, reason in cleaned.dropped}


def check(cleaned: Cleaned) -> None:
    """What holds of every result."""
    ends = [0, *(span.end for span in cleaned.dropped)]
    assert all(span.start < span.end for span in cleaned.dropped)
    assert all(span.start >= end for span, end in zip(cleaned.dropped, ends, strict=False))
    assert ends[-1] <= len(cleaned.extracted)
    assert remaining(cleaned.extracted, cleaned.dropped) == cleaned.text
    assert bool(cleaned.text.strip()) == bool(cleaned.extracted.strip())
    lines = set(cleaned.extracted.split("\n"))
    first, *others = cleaned.text.split("\n")
    # The first line may have lost its indentation, the last the blanks at its end.
    assert first in lines or first.strip() in {line.strip() for line in lines}
    assert all(line in lines for line in others[:-1])
