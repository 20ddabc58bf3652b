"""A server that holds many articles on one matter, for tests of pages and buttons."""

import random

from index import Article

OUTLETS = ("Courier", "Wire", "Gazette", "Herald", "Post")
# Of each harbour: what its ferry carries, what hinders it, and what it costs. No two say the same.
HARBOURS = {
    "Aldmoor": ("commuters with folding bicycles", "a sandbank off the lighthouse", "four silver crowns"),
    "Velling": ("crates of window glass", "the drawbridge, which opens twice a day", "nothing for children"),
    "Torvik": ("saffron and schoolbooks", "its narrow gangway", "a ticket from the blue kiosk"),
    "Hamm": ("sheep on their way to summer pasture", "fog from the marshes", "half a crown a head"),
    "Osk": ("newspapers, bread and mail", "ice until late April", "a stamp in the island passport"),
    "Brenn": ("fire engines, if need be", "crosswinds behind the quarry", "whatever the purser asks"),
    "Lund": ("students and their cellos", "rowing regattas", "a library card"),
}
FERRY = "When does the ferry sail?"


def ferries() -> tuple[Article, ...]:
    """Seven articles that all answer FERRY, by five outlets, each with passages before and after."""
    return tuple(_article(number, place, *facts) for number, (place, facts) in enumerate(HARBOURS.items()))


def _article(number: int, place: str, load: str, trouble: str, price: str) -> Article:
    return Article(
        id=f"ferry-{place.lower()}",
        title=f"Timetable of {place}",
        outlet=OUTLETS[number % len(OUTLETS)],
        published=f"2026-03-{number + 1:02}",
        url=f"https://news.example/{place.lower()}",
        text="\n\n".join(
            (
                _prose(f"{place} before"),
                f"The ferry of {place} will sail at {number + 5} in the morning, laden with {load}. "
                f"Only {trouble} can delay it, says captain {place}sen. Passengers pay {price}. "
                + _prose(place, sentences=8),
                _prose(f"{place} after"),
            )
        ),
    )


def _prose(seed: str, sentences: int = 16) -> str:
    """Sentences of made-up words, which no other seed has."""
    chance = random.Random(seed)
    words = ["".join(chance.choices(("ba", "lo", "mi", "tu", "ker", "sen", "dra"), k=4)) for _ in range(90)]
    return " ".join(" ".join(chance.choices(words, k=9)).capitalize() + "." for _ in range(sentences))
