"""How the command line shows articles and what became of them."""

from collections.abc import Iterable, Mapping

from rich.console import Console
from rich.table import Table
from rich.text import Text

from index.article import Article, Passage
from index.report import AddReport, Problem


def show_articles(console: Console, articles: Iterable[Article]) -> None:
    """Print one line an article: id, outlet, date and title."""
    table = Table("id", "outlet", "published", "title", box=None, pad_edge=False, header_style="bold")
    for article in articles:
        day = article.day
        table.add_row(*(Text(cell) for cell in (article.id, article.outlet, str(day or ""), article.title)))
    console.print(table)


def show_passages(
    console: Console, article: Article, passages: Iterable[Passage], corrections: Mapping[str, str]
) -> None:
    """Print an article with what is known of it, passage by passage.

    `corrections` names the fields corrected by hand, each with what was read there.
    """
    console.print(Text(article.title or "untitled", style="bold"))
    known = (article.outlet, article.author, article.published, article.url)
    console.print(Text("  ".join(filter(None, known)), style="dim"))
    for field, read in corrections.items():
        was = f'it was read as "{read}"' if read else "nothing was read there"
        console.print(Text(f"{field} corrected by hand; {was}", style="dim"))
    for passage in passages:
        console.print(Text(f"\n{passage.id}", style="cyan"))
        console.print(Text(passage.text))


def show_passage(console: Console, passage: Passage) -> None:
    """Print one passage with its label."""
    console.print(Text(passage.text), soft_wrap=not console.is_terminal)
    console.print(
        Text.assemble("— ", passage.label, (f"  [{passage.id}]", "cyan"), style="dim"), soft_wrap=True
    )


def show_cleaning(console: Console, items: Iterable[Article | Problem]) -> None:
    """Print what readers make of each file: what is known, what is kept, and what was dropped and why."""
    for item in items:
        if isinstance(item, Problem):
            console.print(Text(str(item), style="yellow"), soft_wrap=True)
            continue
        console.print(Text(item.source, style="bold"), soft_wrap=True)
        last = 0
        extracted = item.extracted or item.text
        for start, end, reason in item.dropped:
            _kept(console, extracted[last:start])
            # Blanks that went with their neighbours are nothing to look at.
            if dropped := " ".join(extracted[start:end].split()):
                line = Text.assemble(("- ", "red"), (dropped, "dim"), (f"  [{reason}]", "red"))
                console.print(line, soft_wrap=True)
            last = end
        _kept(console, extracted[last:])
        console.print()


def _kept(console: Console, text: str) -> None:
    for line in filter(str.strip, text.split("\n")):
        console.print(Text.assemble(("+ ", "green"), line), soft_wrap=True)


def show_report(console: Console, errors: Console, report: AddReport) -> None:
    """Print how many articles were added, updated and unchanged, and each problem with its reason."""
    for problem in report.problems:
        kind, style = ("failed", "red") if problem.lost else ("note", "yellow")
        # A line of its own even when it is long: paths are there to be copied.
        errors.print(Text(f"{kind}: {problem}", style=style), soft_wrap=True)
    counts = (("added", report.added), ("updated", report.updated), ("unchanged", report.unchanged))
    console.print(", ".join(f"{len(ids)} {name}" for name, ids in counts) + f", {len(report.failed)} failed")
