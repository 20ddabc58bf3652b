"""How the command line shows comparisons and checked quotes."""

from dataclasses import asdict
from typing import Any

from rich.text import Text

from index.cli.show_answer import answer_record, show_answer, show_unread
from index.cli.show_articles import source
from index.console.terminal import Terminal, quoted
from index.lookup.compare import Comparison
from index.lookup.quote_check import QuoteCheck, QuotedPart, QuoteMatch, Verdict
from index.lookup.quote_edits import QuoteEdit
from index.model.answer import Answer

# Of negations and numbers that an ellipsis leaves out, so many are named.
_MOST_TELLING = 5
_VERDICTS = {
    Verdict.EXACT: ("These very words stand here:", "green"),
    Verdict.EDITED: ("These words stand here, but not as they are put together:", "yellow"),
    Verdict.NEAR: ("Not these words, but nearly:", "yellow"),
    Verdict.ABSENT: ("These words stand nowhere in this library.", "red"),
}


def show_comparison(terminal: Terminal, comparison: Comparison) -> None:
    """Print the hits of a comparison, oldest first, and how many outlets carry the matter."""
    show_answer(terminal, _as_answer(comparison))
    if comparison.found:
        plural = "s" if comparison.outlets != 1 else ""
        terminal.line(f"{comparison.outlets} outlet{plural} with this matter", style="dim")


def comparison_record(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison as JSON shows it; its hits are those of an answer."""
    record = answer_record(_as_answer(comparison))
    return {
        "topic": comparison.topic,
        "found": comparison.found,
        "outlets": comparison.outlets,
        "hits": record["hits"],
        "unread": comparison.unread,
    }


def show_quote(terminal: Terminal, checked: QuoteCheck) -> None:
    """Print the verdict on a quote, and each place with the differences marked."""
    line, style = _VERDICTS[checked.verdict]
    terminal.line(line, style=style)
    show_unread(terminal, checked.unread)
    for match in checked.matches:
        terminal.block(Text(" … ").join(_part(part) for part in match.parts))
        for edit in match.edits:
            terminal.line("   ", edit_remark(edit), style="yellow" if edit.matters else "dim")
        names = ", ".join(passage.id for passage in match.passages)
        terminal.line("   — ", source(match.article), f"  [{names}]", style="dim")


def quote_record(checked: QuoteCheck) -> dict[str, Any]:
    """Return a checked quote as JSON shows it; offsets count characters of the article's text."""
    return {
        "quote": checked.quote,
        "verdict": checked.verdict.value,
        "matches": [_match_record(match) for match in checked.matches],
        "unread": checked.unread,
    }


def _part(part: QuotedPart) -> Text:
    """Return the article's words; what only the quote has is struck through, what it lacks underlined."""
    words = []
    for kind, claimed, printed in part.segments:
        if kind in ("replace", "delete"):
            words.append(quoted(f"[-{claimed}-]", style="red strike"))
        if kind in ("replace", "insert"):
            words.append(quoted(f"{{+{printed}+}}", style="green underline"))
        if kind == "equal":
            words.append(quoted(printed))
    return Text(" ").join(words)


def edit_remark(edit: QuoteEdit) -> str:
    """Say what whoever quotes left out or put in."""
    left_out = f"“{edit.left_out}”"
    if edit.kind == "brackets":
        instead = (
            f" in place of {left_out}"
            if edit.words and edit.left_out.casefold() != edit.put_in.casefold()
            else ""
        )
        return f"brackets were put in by whoever quotes: [{edit.put_in}]{instead}"
    if edit.is_short:
        return f"the ellipsis leaves out {left_out}"
    among = ", ".join(f"“{word}”" for word in edit.telling[:_MOST_TELLING])
    counted = f"{edit.words} word{'s' * (edit.words != 1)}" if edit.words else "the end of a sentence"
    over = f" over {edit.paragraphs + 1} paragraphs" if edit.paragraphs else ""
    return f"the ellipsis leaves out {counted}{over}{among and f', among them {among}'}"


def _match_record(match: QuoteMatch) -> dict[str, Any]:
    return {
        "article_id": match.article.id,
        "source": match.article.source,
        "passages": [passage.id for passage in match.passages],
        "start": match.span.start,
        "end": match.span.end,
        "similarity": round(match.similarity, 4),
        "edits": [asdict(edit) for edit in match.edits],
        "parts": [
            {
                "start": part.span.start,
                "end": part.span.end,
                "segments": [one._asdict() for one in part.segments],
            }
            for part in match.parts
        ],
    }


def _as_answer(comparison: Comparison) -> Answer:
    return Answer(
        question=comparison.topic,
        hits=comparison.hits,
        confidence=0.0,
        took_ms=0.0,
        unread=comparison.unread,
    )
