"""How the command line shows articles and what became of them."""

from collections.abc import Iterable, Mapping

from index.console.legible import isolated
from index.console.terminal import Terminal
from index.model.article import Article, Passage
from index.model.labels import ENGLISH
from index.model.report import AddReport, Problem

# How many characters of a title, outlet or author stand in a line; the rest is in `--json`.
FIELD_WIDTH = 300


def show_articles(terminal: Terminal, articles: Iterable[Article]) -> None:
    """Print one line an article: id, outlet, date and title."""
    terminal.table(
        ("id", "outlet", "published", "title"),
        (
            (article.id, _field(article.outlet), str(article.day or ""), _field(article.title))
            for article in articles
        ),
    )


def source(article: Article) -> str:
    """Return outlet, date and title as labels name them, each set apart where it reads from the right."""
    outlet, title = isolated(_field(article.outlet)), isolated(_field(article.title))
    return ENGLISH.source(outlet, article.day, title)


def label(passage: Passage) -> str:
    """Return how a passage names its source, as `source` does."""
    return f"{source(passage.article)}, {passage.place_in(ENGLISH)}"


def _field(value: str) -> str:
    return value if len(value) <= FIELD_WIDTH else f"{value[: FIELD_WIDTH - 1]}\N{HORIZONTAL ELLIPSIS}"


def show_passages(
    terminal: Terminal, article: Article, passages: Iterable[Passage], corrections: Mapping[str, str]
) -> None:
    """Print an article with what is known of it, passage by passage.

    `corrections` names the fields corrected by hand, each with what was read there.
    """
    terminal.line(article.title or ENGLISH.untitled, style="bold")
    known = filter(None, (article.outlet, article.author, article.published, article.url))
    terminal.line("  ".join(map(isolated, known)), style="dim")
    if article.added:
        # Days as a citation gives them: the time of day says nothing about the source.
        terminal.line(f"added {article.added[:10]}, last seen {article.seen[:10]}", style="dim")
    for field, read in corrections.items():
        was = f'it was read as "{isolated(read)}"' if read else "nothing was read there"
        terminal.line(f"{field} corrected by hand; {was}", style="dim")
    for passage in passages:
        terminal.line()
        terminal.line(passage.id, style="cyan")
        terminal.block(passage.text)


def show_passage(terminal: Terminal, passage: Passage) -> None:
    """Print one passage with its label."""
    terminal.block(passage.text)
    terminal.line("— ", label(passage), (f"  [{passage.id}]", "cyan"), style="dim")


def show_cleaning(terminal: Terminal, items: Iterable[Article | Problem]) -> None:
    """Print what readers make of each file: what is known, what is kept, and what was dropped and why."""
    for item in items:
        if isinstance(item, Problem):
            terminal.line(str(item), style="yellow")
            continue
        terminal.line(source(item), style="bold")
        last = 0
        extracted = item.extracted or item.text
        for start, end, reason in item.dropped:
            _kept(terminal, extracted[last:start])
            # Blanks that went with their neighbours are nothing to look at.
            if dropped := " ".join(extracted[start:end].split()):
                terminal.line(("- ", "red"), (dropped, "dim"), (f"  [{reason}]", "red"))
            last = end
        _kept(terminal, extracted[last:])
        terminal.line()


def _kept(terminal: Terminal, text: str) -> None:
    for line in filter(str.strip, text.split("\n")):
        terminal.line(("+ ", "green"), line)


def show_report(terminal: Terminal, errors: Terminal, report: AddReport) -> None:
    """Print how many articles were added, updated and unchanged, and each problem with its reason."""
    for problem in report.problems:
        kind, style = ("failed", "red") if problem.lost else ("note", "yellow")
        # A line of its own even when it is long: paths are there to be copied.
        errors.line(f"{kind}: {problem}", style=style)
    counts = (("added", report.added), ("updated", report.updated), ("unchanged", report.unchanged))
    terminal.line(", ".join(f"{len(ids)} {name}" for name, ids in counts) + f", {len(report.failed)} failed")
