"""How the command line shows comparisons and checked quotes."""

from typing import Any

from rich.console import Console
from rich.text import Text

from index.answer import Answer
from index.answer_console import answer_record, show_answer, show_unread
from index.comparing import Comparison
from index.quote_check import QuoteCheck, QuotedPart, QuoteMatch, Verdict

_VERDICTS = {
    Verdict.EXACT: ("These very words stand here:", "green"),
    Verdict.NEAR: ("Not these words, but nearly:", "yellow"),
    Verdict.ABSENT: ("These words stand nowhere in this library.", "red"),
}


def show_comparison(console: Console, comparison: Comparison) -> None:
    """Print the hits of a comparison, oldest first, and how many outlets carry the matter."""
    show_answer(console, _as_answer(comparison))
    if comparison.found:
        plural = "s" if comparison.outlets != 1 else ""
        console.print(Text(f"{comparison.outlets} outlet{plural} with this matter", style="dim"))


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


def show_quote(console: Console, checked: QuoteCheck) -> None:
    """Print the verdict on a quote, and each place with the differences marked."""
    line, style = _VERDICTS[checked.verdict]
    console.print(Text(line, style=style))
    show_unread(console, checked.unread)
    for match in checked.matches:
        shown = Text(" … ").join(_part(part) for part in match.parts)
        console.print(shown, soft_wrap=not console.is_terminal)
        names = ", ".join(passage.id for passage in match.passages)
        console.print(Text(f"   — {match.article.source}  [{names}]", style="dim"), soft_wrap=True)


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
    for kind, quoted, printed in part.segments:
        if kind in ("replace", "delete"):
            words.append(Text(f"[-{quoted}-]", style="red strike"))
        if kind in ("replace", "insert"):
            words.append(Text(f"{{+{printed}+}}", style="green underline"))
        if kind == "equal":
            words.append(Text(printed))
    return Text(" ").join(words)


def _match_record(match: QuoteMatch) -> dict[str, Any]:
    return {
        "article_id": match.article.id,
        "source": match.article.source,
        "passages": [passage.id for passage in match.passages],
        "start": match.span.start,
        "end": match.span.end,
        "similarity": round(match.similarity, 4),
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
