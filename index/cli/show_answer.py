"""How the command line shows answers, and what made them."""

from collections.abc import Iterator
from typing import Any

from index.cli.show_articles import label, source
from index.console.legible import isolated
from index.console.terminal import Part, Terminal, quoted
from index.model.answer import Answer, Hit, TermEvidence, Why
from index.model.article import Article, Passage

NOTHING = "Nothing in this library answers that."
NEAREST = "No answer, but nearest to it:"


def show_answer(terminal: Terminal, answer: Answer, *, why: bool = False) -> None:
    """Print the hits of an answer as quotes with their labels, or that nothing was found.

    The sentence that answers best is bold, matched words are underlined. `why` adds what made each score.
    """
    show_unread(terminal, answer.unread)
    if not answer.found:
        _show_refusal(terminal, answer, why=why)
    for number, hit in enumerate(answer.hits, start=1):
        _show_hit(terminal, number, hit)
        if why and hit.why:
            for line in _reasons(hit, hit.why):
                terminal.line(line, style="dim")
        terminal.line()


def show_unread(terminal: Terminal, characters: int) -> None:
    """Say how much of what was asked was too long to be read, if any was."""
    if characters:
        line = f"Only the beginning was read; {characters:,} characters were too many."
        terminal.line(line, style="yellow")


def answer_record(answer: Answer, *, why: bool = False) -> dict[str, Any]:
    """Return an answer as JSON shows it; offsets count characters, spans and best within `text`."""
    return {
        "question": answer.question,
        "found": answer.found,
        "confidence": round(answer.confidence, 4),
        "took_ms": round(answer.took_ms, 3),
        "hits": [_hit_record(hit, why=why) for hit in answer.hits],
        "nearest": [_article_record(article) for article in answer.nearest],
        "unknown": list(answer.unknown),
        "unread": answer.unread,
    }


def _show_refusal(terminal: Terminal, answer: Answer, *, why: bool) -> None:
    terminal.line(NOTHING, style="yellow")
    if why:
        terminal.line(f"   confidence {answer.confidence:.2f}", style="dim")
        if answer.unknown:
            terminal.line(f"   not in this library: {', '.join(answer.unknown)}", style="dim")
    if answer.nearest:
        terminal.line(NEAREST, style="dim")
    for article in answer.nearest:
        terminal.line("   ", source(article), (f"  [{article.id}]", "cyan"), style="dim")


def _show_hit(terminal: Terminal, number: int, hit: Hit) -> None:
    quote = quoted(hit.passage.text)
    if hit.best:
        quote.stylize("bold", *hit.best)
    for start, end in hit.spans:
        quote.stylize("underline", start, end)
    terminal.block((f"{number}. ", "bold cyan"), quote)
    # Lines that a screen may break between words.
    parts: list[Part] = ["   — ", label(hit.passage), (f"  [{isolated(hit.passage.id)}]", "cyan")]
    terminal.block(*parts, style="dim")
    if hit.passage.article.url:
        terminal.block("     ", isolated(hit.passage.article.url), style="dim")
    if hit.also_in:
        others = "; ".join(source(passage.article) for passage in hit.also_in)
        terminal.block(f"     also in: {others}", style="dim")


def _reasons(hit: Hit, why: Why) -> Iterator[str]:
    yield f"     confidence {why.confidence:.2f}, score {hit.score:.2f}, bm25 {hit.bm25:.2f}"
    for piece in why.pieces:
        yield f"     {piece.score:6.2f}  {_piece(piece)}"
    for name in ("title", "article", "pairs", "nearness"):
        yield f"     {getattr(why, name):6.2f}  {name}"
    if why.folded:
        yield f"     folded away: {', '.join(why.folded)}"


def _piece(piece: TermEvidence) -> str:
    """Say of a word how rare it is, and in which form it stands in the passage."""
    head = f'"{piece.word}" (df {piece.df}, idf {piece.idf:.2f})'
    if not piece.used:
        return f"{head}: not here"
    used = (
        f"{count} x" if kind == "asked" else f'{count} x "{word}" ({kind})'
        for word, kind, count in piece.used
    )
    return f"{head}: {', '.join(used)}"


def _hit_record(hit: Hit, *, why: bool) -> dict[str, Any]:
    record = {
        **_passage_record(hit.passage),
        "text": hit.passage.text,
        "start": hit.passage.start,
        "end": hit.passage.end,
        "score": hit.score,
        "bm25": hit.bm25,
        "spans": [list(span) for span in hit.spans],
        "best": list(hit.best) if hit.best else None,
        "also_in": [_passage_record(passage) for passage in hit.also_in],
    }
    return record | {"why": _why_record(hit.why)} if why and hit.why else record


def _why_record(why: Why) -> dict[str, Any]:
    return {
        "confidence": round(why.confidence, 4),
        "words": [
            {
                "word": piece.word,
                "df": piece.df,
                "idf": piece.idf,
                "score": piece.score,
                "used": [{"word": word, "kind": kind, "count": count} for word, kind, count in piece.used],
            }
            for piece in why.pieces
        ],
        "title": why.title,
        "article": why.article,
        "pairs": why.pairs,
        "nearness": why.nearness,
        "folded": list(why.folded),
    }


def _passage_record(passage: Passage) -> dict[str, Any]:
    return {"passage_id": passage.id, **_article_record(passage.article), "label": passage.label}


def _article_record(article: Article) -> dict[str, Any]:
    return {
        "article_id": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "author": article.author,
        "published": article.published,
        "url": article.url,
    }
