"""What is to be noted of a feed that answers, in place of a problem: a key of the texts and a number."""

TODAY, NO_ROOM, RESTLESS = "feed.today", "feed.no_room", "feed.restless"
NOTES = frozenset((TODAY, NO_ROOM, RESTLESS))


def is_note(problem: str) -> bool:
    """Whether what stands in the place of a feed's problem is such a note."""
    return problem.partition(" ")[0] in NOTES
