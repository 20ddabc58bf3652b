"""How the command line shows answers, and what made them."""

from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.text import Text

from index.answer import Answer, Hit, Piece, Why
from index.article import Article, Passage

NOTHING = "Nothing in this library answers that."
NEAREST = "No answer, but nearest to it:"


def show_answer(console: Console, answer: Answer, *, why: bool = False) -> None:
    """Print the hits of an answer as quotes with their labels, or that nothing was found.

    The sentence that answers best is bold, matched words are underlined. `why` adds what made each score.
    """
    show_unread(console, answer.unread)
    for line in () if answer.found else _refusal(answer, why=why):
        console.print(line, soft_wrap=True)
    for number, hit in enumerate(answer.hits, start=1):
        for line in _hit(number, hit):
            # A pipe gets each paragraph whole; only a screen needs lines of its own width.
            console.print(line, soft_wrap=not console.is_terminal)
        if why and hit.why:
            for line in _reasons(hit, hit.why):
                console.print(line, soft_wrap=True)
        console.print()


def show_unread(console: Console, characters: int) -> None:
    """Say how much of what was asked was too long to be read, if any was."""
    if characters:
        line = f"Only the beginning was read; {characters:,} characters were too many."
        console.print(Text(line, style="yellow"), soft_wrap=True)


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


def _refusal(answer: Answer, *, why: bool) -> Iterator[Text]:
    yield Text(NOTHING, style="yellow")
    if why:
        yield Text(f"   confidence {answer.confidence:.2f}", style="dim")
        if answer.unknown:
            yield Text(f"   not in this library: {', '.join(answer.unknown)}", style="dim")
    if answer.nearest:
        yield Text(NEAREST, style="dim")
    for article in answer.nearest:
        yield Text.assemble("   ", article.source, (f"  [{article.id}]", "cyan"), style="dim")


def _hit(number: int, hit: Hit) -> Iterator[Text]:
    quote = Text(hit.passage.text)
    if hit.best:
        quote.stylize("bold", *hit.best)
    for start, end in hit.spans:
        quote.stylize("underline", start, end)
    yield Text.assemble((f"{number}. ", "bold cyan"), quote)
    yield Text.assemble("   — ", hit.passage.label, (f"  [{hit.passage.id}]", "cyan"), style="dim")
    if hit.passage.article.url:
        yield Text(f"     {hit.passage.article.url}", style="dim")
    if hit.also_in:
        others = "; ".join(passage.article.source for passage in hit.also_in)
        yield Text(f"     also in: {others}", style="dim")


def _reasons(hit: Hit, why: Why) -> Iterator[Text]:
    yield Text(
        f"     confidence {why.confidence:.2f}, score {hit.score:.2f}, bm25 {hit.bm25:.2f}", style="dim"
    )
    for piece in why.pieces:
        yield Text(f"     {piece.score:6.2f}  {_piece(piece)}", style="dim")
    for name in ("title", "article", "pairs", "nearness"):
        yield Text(f"     {getattr(why, name):6.2f}  {name}", style="dim")
    if why.folded:
        yield Text(f"     folded away: {', '.join(why.folded)}", style="dim")


def _piece(piece: Piece) -> str:
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
