"""A library in which bytes are to be changed, and all that it held before."""

import random
import shutil
from dataclasses import dataclass
from pathlib import Path

from index import Article, Library, Passage

DATABASE, LOG = "library.sqlite", "library.sqlite-wal"
_WORDS = (
    *("harbour", "ferry", "glass", "council", "bridge", "winter", "market", "engine", "teacher", "river"),
    *("orchard", "minister", "strike", "lantern", "archive", "captain", "verdict", "railway", "cinema"),
)
_OUTLETS = ("Aldmoor Courier", "Northern Wire", "Skarra Post", "Über Heute")


@dataclass(frozen=True)
class Truth:
    """What a library holds: each article by its id, and its passages by theirs.

    `earlier` and `earlier_passages` are what it held after any of its commits: one that has lost some of
    them, and says so, may show these.
    """

    articles: dict[str, Article]
    passages: dict[str, Passage]
    corrections: dict[str, dict[str, str]]
    earlier: frozenset[Article]
    earlier_passages: frozenset[Passage]

    @classmethod
    def of(cls, library: Library, before: "Truth | None" = None) -> "Truth":
        """Return what a library holds now, after what it held `before`."""
        articles = {article.id: article for article in library.articles()}
        passages = {one.id: one for name in articles for one in library.passages(name)}
        return cls(
            articles,
            passages,
            {name: library.corrections(name) for name in articles},
            frozenset(articles.values()) | (before.earlier if before else frozenset()),
            frozenset(passages.values()) | (before.earlier_passages if before else frozenset()),
        )


def build(folder: Path, seed: int, count: int) -> tuple[Path, Path, Truth]:
    """Lay out a library twice: closed, and as a killed process leaves it; return both and what they hold."""
    chance = random.Random(seed)
    closed, killed = folder / "closed", folder / "killed"
    with Library.open(closed) as library:
        for number in range(0, count, 4):
            library.add(_article(chance, one) for one in range(number, min(number + 4, count)))
        truth = Truth.of(library)
        library.correct("a1", title="A corrected title", outlet="Northern Wire")
        library.correct("a2", published="2026-05-05")
        truth = Truth.of(library, truth)
        library.remove(["a3"])
        library._merger.wait()
        truth = Truth.of(library, truth)
        # Open, all that was committed since it was laid out stands in the log.
        shutil.copytree(closed, killed)
    return closed, killed, truth


def _article(chance: random.Random, number: int) -> Article:
    sentences = (
        " ".join(chance.choices(_WORDS, k=12)).capitalize() + f" near Größe{number}." for _ in range(80)
    )
    title = " ".join(chance.choices(_WORDS, k=5)).title()
    return Article(
        id=f"a{number}",
        text=" ".join(sentences),
        title=f"{title} {number}",
        outlet=chance.choice(_OUTLETS),
        author=f"Ines Tarrow {number}",
        published=f"2026-0{1 + number % 9}-1{number % 10}",
        url=f"https://courier.example/{number}",
        pages=(0, 50) if number % 2 else (),
    )
