"""Cards about a server's own articles: preview, list, one article, what became of them. Pure functions."""

from collections.abc import Sequence
from itertools import count

from discord import ui

from bot.cards import labels
from bot.cards.base import TEXT_LIMIT, LayoutItem, card
from bot.cards.markdown import escape, flatten, quote, safe_address, shorten, width
from bot.cards.problems import told
from bot.intake.drafts import Draft
from bot.texts import Voice
from index import AddReport, Article, Passage, Problem

# What each part may take at most; together they stay below Discord's limit whatever stands in them.
TITLE_WIDTH = 300
FIELD_WIDTH = 120
PLACE_WIDTH = 60
REASON_WIDTH = 160
PROBLEMS_SHOWN = 4
PREVIEW_WIDTH = 1200
ROW_TITLE_WIDTH = 150
ROW_FIELD_WIDTH = 50
QUERY_WIDTH = 60
PAGE = 10
_CHOICE_CHARACTERS = 100
# Keeps the second line of an entry within it.
_INDENT = "   "


def label(article: Article, say: Voice) -> str:
    """Write an article's title, outlet, date, author and link in two lines; what is unknown is said."""
    title = escape(shorten(flatten(article.title), TITLE_WIDTH)) or say.labels.untitled
    facts = [
        say.labels.outlet(_field(article.outlet)),
        say.labels.dated(article.day),
        _field(article.author) or say("source.no_author"),
    ]
    if link := safe_address(article.url):
        facts.append(f"[{say('card.open')}](<{link}>)")
    return f"**{title}**\n{' · '.join(facts)}"


def preview(draft: Draft, place: int, say: Voice) -> list[LayoutItem]:
    """Show one article of a draft as it would be added, and what could not be read."""
    total = len(draft.articles)
    head = f"**{say('source.preview')}**"
    if total > 1:
        head += f"\n-# {say('source.preview.place', place=place + 1, total=total)}"
    texts: list[LayoutItem] = [ui.TextDisplay(head), ui.Separator()]
    article = draft.article(place)
    kept = quote(shorten(article.text, PREVIEW_WIDTH, quote))
    foot = say.count("source.kept", len(article.text.split()))
    if dropped := sum(end - start for start, end, _ in article.dropped):
        foot += f" · {say.count('source.dropped', dropped)}"
    texts += [ui.TextDisplay(label(article, say)), ui.TextDisplay(kept), ui.TextDisplay(f"-# {foot}")]
    if draft.problems:
        texts += [ui.Separator(), ui.TextDisplay(problems(draft.problems, say))]
    return texts


def unreadable(found: Sequence[Problem], say: Voice) -> ui.LayoutView:
    """Say that nothing could be read, and why."""
    texts: list[LayoutItem] = [ui.TextDisplay(f"**{say('source.nothing_read')}**")]
    if found:
        texts.append(ui.TextDisplay(problems(found, say)))
    return card(texts, quiet=True)


def left_out(first: Article, most: int, say: Voice) -> Problem:
    """Return what tells that no more than `most` articles were taken; `first` was one too many."""
    return Problem(first.title or say.labels.untitled, say("source.left_out", limit=most))


def too_late(say: Voice) -> Problem:
    """Return what tells that there was no time to read the rest."""
    return Problem(say("source.rest"), say("source.too_late"))


def problems(found: Sequence[Problem], say: Voice) -> str:
    """Name the first few problems, a line each, those that cost an article first."""
    ordered = sorted(found, key=lambda one: not one.lost)
    lines = [f"-# {_problem(one, say)}" for one in ordered[:PROBLEMS_SHOWN]]
    if len(found) > PROBLEMS_SHOWN:
        lines.append(f"-# {say.count('source.more_problems', len(found) - PROBLEMS_SHOWN)}")
    return "\n".join(lines)


def added(report: AddReport, first: Sequence[Article], say: Voice) -> ui.LayoutView:
    """Say what became of a draft, with the first few articles as they stand now."""
    total = len(report.added) + len(report.updated) + len(report.unchanged)
    counts = [
        say.count(key, number)
        for key, number in (
            ("source.added", len(report.added)),
            ("source.updated", len(report.updated)),
            ("source.unchanged", len(report.unchanged)),
        )
        if number
    ]
    texts: list[LayoutItem] = [ui.TextDisplay(f"**{' · '.join(counts) or say('source.nothing_added')}**")]
    rows = [f"- {row(one, say)}" for one in first]
    if total > len(first):
        rows.append(f"-# {say.count('source.more', total - len(first))}")
    if rows:
        texts.append(ui.TextDisplay("\n".join(rows)))
    if report.problems:
        texts += [ui.Separator(), ui.TextDisplay(problems(report.problems, say))]
    if counts:
        texts.append(ui.TextDisplay(f"-# {say('source.added.hint')}"))
    return card(texts)


def row(article: Article, say: Voice) -> str:
    """Write an article as one entry of a list, in two lines."""
    title = escape(shorten(flatten(article.title), ROW_TITLE_WIDTH)) or say.labels.untitled
    outlet = escape(shorten(flatten(article.outlet), ROW_FIELD_WIDTH))
    return f"**{title}**\n{_INDENT}{say.labels.short_source(outlet, article.day)}"


def listing(
    articles: Sequence[Article], page: int, total: int, words: str, say: Voice, *, used: str = ""
) -> list[LayoutItem]:
    """Show one page of the list; `page` counts from 0, and `used` says how much the server has."""
    foot: list[LayoutItem] = [ui.TextDisplay(f"-# {used}")] if used else []
    sought = escape(shorten(flatten(words), QUERY_WIDTH))
    head = f"**{say('source.list')}**" if not words else f"**{say('source.list.search', words=sought)}**"
    if not total:
        hint = say("source.list.none") if words else say("source.list.empty")
        return [ui.TextDisplay(head), ui.TextDisplay(hint), *foot]
    first = page * PAGE + 1
    span = say("source.list.span", first=first, last=first + len(articles) - 1, total=total)
    rows = [f"{number}. {row(one, say)}" for number, one in zip(count(first), articles, strict=False)]
    # A row may not push another one out: each takes at most its share.
    share = (TEXT_LIMIT - width(head) - width(span) - width(used) - 100) // PAGE
    fitting = [line if width(line) <= share else shorten(line, share, str) for line in rows]
    return [ui.TextDisplay(f"{head}\n-# {span}"), ui.Separator(), ui.TextDisplay("\n".join(fitting)), *foot]


def article_page(article: Article, passages: Sequence[Passage], page: int, say: Voice) -> list[LayoutItem]:
    """Show an article's label and one of its passages; `page` counts from 0 and stays within them."""
    seen = labels.seen(article, say)
    texts: list[LayoutItem] = [ui.TextDisplay("\n".join(filter(None, (label(article, say), seen))))]
    if not passages:
        return texts
    passage = passages[min(max(page, 0), len(passages) - 1)]
    place = passage.place_in(say.labels)
    shown = escape(shorten(flatten(passage.id), FIELD_WIDTH))
    max_width = TEXT_LIMIT - sum(width(one.content) for one in texts if isinstance(one, ui.TextDisplay)) - 400
    return [
        *texts,
        ui.Separator(),
        ui.TextDisplay(quote(shorten(passage.text, max_width, quote))),
        ui.TextDisplay(f"-# {place} · {shown}"),
    ]


def removing(article: Article, say: Voice) -> list[LayoutItem]:
    """Ask whether an article is really to go."""
    return [
        ui.TextDisplay(f"**{say('source.remove.sure')}**"),
        ui.Separator(),
        ui.TextDisplay(label(article, say)),
        ui.TextDisplay(f"-# {say('source.remove.hint')}"),
    ]


def removed(article: Article, say: Voice) -> ui.LayoutView:
    """Say that an article is gone."""
    return card([ui.TextDisplay(f"**{say('source.removed')}**\n- {row(article, say)}")], quiet=True)


def choice(article: Article, say: Voice) -> str:
    """Write an article as a choice: plain text of at most 100 characters."""
    title = flatten(article.title) or say.labels.untitled
    source = say.labels.short_source(flatten(article.outlet), article.day)
    return shorten(f"{title} ({source})", _CHOICE_CHARACTERS, str)


def _field(value: str) -> str:
    return escape(shorten(flatten(value), FIELD_WIDTH))


def _problem(problem: Problem, say: Voice) -> str:
    key = "source.problem" if problem.lost else "source.note"
    return say(
        key,
        place=escape(shorten(flatten(problem.place), PLACE_WIDTH)),
        reason=escape(shorten(flatten(told(problem, say)), REASON_WIDTH)),
    )
