"""How the command line shows answers and articles."""

from collections.abc import Iterable, Iterator
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from index.answer import Answer, Hit
from index.article import Article, Passage
from index.report import AddReport, Problem

NOTHING = "Nothing in this library answers that."


def show_answer(console: Console, answer: Answer) -> None:
    """Print the hits of an answer as quotes with their labels, or that nothing was found."""
    if not answer.found:
        console.print(Text(NOTHING, style="yellow"))
    for number, hit in enumerate(answer.hits, start=1):
        for line in _hit(number, hit):
            # A pipe gets each paragraph whole; only a screen needs lines of its own width.
            console.print(line, soft_wrap=not console.is_terminal)
        console.print()


def show_articles(console: Console, articles: Iterable[Article]) -> None:
    """Print one line an article: id, outlet, date and title."""
    table = Table("id", "outlet", "published", "title", box=None, pad_edge=False, header_style="bold")
    for article in articles:
        day = article.day
        table.add_row(*(Text(cell) for cell in (article.id, article.outlet, str(day or ""), article.title)))
    console.print(table)


def show_passages(console: Console, article: Article, passages: Iterable[Passage]) -> None:
    """Print an article with what is known of it, passage by passage."""
    console.print(Text(article.title or "untitled", style="bold"))
    known = (article.outlet, article.author, article.published, article.url)
    console.print(Text("  ".join(filter(None, known)), style="dim"))
    for passage in passages:
        console.print(Text(f"\n{passage.id}", style="cyan"))
        console.print(Text(passage.text))


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


def answer_record(answer: Answer) -> dict[str, Any]:
    """Return an answer as JSON shows it; offsets count characters, spans within `text`."""
    return {
        "question": answer.question,
        "found": answer.found,
        "coverage": round(answer.coverage, 4),
        "took_ms": round(answer.took_ms, 3),
        "hits": [_hit_record(hit) for hit in answer.hits],
    }


def _hit(number: int, hit: Hit) -> Iterator[Text]:
    quote = Text(hit.passage.text)
    for start, end in hit.spans:
        quote.stylize("bold", start, end)
    yield Text.assemble((f"{number}. ", "bold cyan"), quote)
    yield Text.assemble("   — ", hit.passage.label, (f"  [{hit.passage.id}]", "cyan"), style="dim")
    if hit.passage.article.url:
        yield Text(f"     {hit.passage.article.url}", style="dim")
    if hit.also_in:
        others = "; ".join(passage.article.source for passage in hit.also_in)
        yield Text(f"     also in: {others}", style="dim")


def _hit_record(hit: Hit) -> dict[str, Any]:
    return {
        **_passage_record(hit.passage),
        "text": hit.passage.text,
        "start": hit.passage.start,
        "end": hit.passage.end,
        "score": hit.score,
        "spans": [list(span) for span in hit.spans],
        "also_in": [_passage_record(passage) for passage in hit.also_in],
    }


def _passage_record(passage: Passage) -> dict[str, Any]:
    article = passage.article
    return {
        "passage_id": passage.id,
        "article_id": article.id,
        "label": passage.label,
        "title": article.title,
        "outlet": article.outlet,
        "author": article.author,
        "published": article.published,
        "url": article.url,
    }
