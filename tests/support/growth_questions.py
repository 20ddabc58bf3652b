"""What a question, a quote or a stored text meets on its way into a message, as seams."""

import io
import tempfile
from functools import cache

from undo_markdown import unescape, unquote, unsubtext

from bot.cards import answer, excerpts, labels, passage, quote_check
from bot.cards.markdown import escape, flatten, quote, safe_address, shorten, subtext
from bot.cogs.check_quote import best_of
from bot.intake.drafts import Draft
from bot.libraries.references import ScopedPassage, references_in
from bot.own_articles.cards import article_page, choice, preview, problems
from bot.texts import Voice
from growth import Seam
from index import Article, Library, Problem, quotes_in
from index.cli.show_articles import show_cleaning, show_passage
from index.console.terminal import Terminal
from index.lookup.alignment import Outline, differences, nearest
from index.lookup.chat_marks import unmarked
from index.lookup.edited_quote import EditedQuote
from index.lookup.words import Words
from index.model.article import Passage, Span
from index.sample import sample_articles
from index.text.plain_characters import plain_characters

# What Discord's longest message, with what it forwards and its previews, may bring; what stands between
# quotation marks anywhere; and a passage of a library whose owner chose long ones.
MESSAGE = 24_000
PASSAGE = 400_000
SAY = Voice("en")


@cache
def library() -> Library:
    """Return a library with the sample's articles."""
    opened = Library.open(tempfile.mkdtemp(prefix="pullquote-growth-"))
    opened.add(item for item in sample_articles() if isinstance(item, Article))
    return opened


def _passage(text: str) -> Passage:
    article = Article(
        id="a", text=text or "-", title=text[:400], outlet=text[:400], author=text[:400],
        url="https://wire.example/a", published="2026-03-04",
    )  # fmt: skip
    return Passage(article=article, serial=1, start=0, end=len(article.text), position=1, total=1)


def _answer(text: str) -> None:
    shown_ = [excerpts.Excerpt(library="", passage=_passage(text), best=Span(0, min(len(text), 300)))] * 3
    answer.answer(answer.head(text, SAY), shown_, SAY)


def _stacked(text: str) -> None:
    passage.quotes([ScopedPassage(library="", passage=_passage(text))] * 3, SAY)


def _checked(text: str) -> None:
    check = library().lookup.check_quote(text)
    quote_check.checks([best_of(text, {"": check})], SAY, whole=False, more=0)


def _suggested(text: str) -> None:
    library().lookup.suggest(text)


def _compared(text: str) -> None:
    library().lookup.compare(text)


def _claimed(text: str) -> None:
    library().lookup.claims(text)


def _near(text: str) -> None:
    article = "The ferry ran aground in fog on Tuesday. " + text
    match = nearest(Words.of(text[:4000]), Words.of(article), 0, 0.0)
    if match is not None:
        differences(Words.of(text[:4000]), Words.of(article), match)


def _outlined(text: str) -> None:
    Outline(EditedQuote.of(text[:4000]).said).fits(text)


def _console(text: str) -> None:
    show_passage(Terminal(io.StringIO(), width=80, screen=True), _passage(text))


def _cleaning_shown(text: str) -> None:
    show_cleaning(Terminal(io.StringIO(), width=80), [Article(text=text or "-", title=text)])


def _previewed(text: str) -> None:
    article = _passage(text).article
    draft = Draft(id="d", guild=1, owner=1, articles=(article,), problems=(Problem(text, text),))
    preview(draft, 0, SAY)
    problems(draft.problems, SAY)
    choice(article, SAY)
    article_page(article, [_passage(text)], 0, SAY)


SEAMS = (
    Seam("a question", lambda text: library().search(text), MESSAGE),
    Seam("a lookup", _suggested, MESSAGE),
    Seam("a list", lambda text: library().listing(text), MESSAGE),
    Seam("a comparison", _compared, MESSAGE),
    Seam("a quote", _checked, MESSAGE),
    Seam("claims", _claimed, MESSAGE),
    Seam("quotes in a message", quotes_in, PASSAGE),
    Seam("references in a message", references_in, PASSAGE),
    Seam("a message without its marks", unmarked, PASSAGE),
    Seam("plain characters", plain_characters, PASSAGE),
    Seam("parts of a quote", EditedQuote.of, PASSAGE),
    Seam("the nearest words", _near, PASSAGE),
    Seam("the outline of a quote", _outlined, PASSAGE),
    Seam("escaping", lambda text: unescape(escape(text)), PASSAGE),
    Seam("quoting", lambda text: unquote(quote(text, (0, len(text) // 2))), PASSAGE),
    Seam("small type", lambda text: unsubtext(subtext(text)), PASSAGE),
    Seam("flattening", flatten, PASSAGE),
    Seam("shortening", lambda text: shorten(text, 3000, quote), PASSAGE),
    Seam("an address of a link", safe_address, PASSAGE),
    Seam("an excerpt", lambda text: excerpts.cut_quote(text, 3000, Span(0, len(text) // 3)), PASSAGE),
    Seam("an excerpt's end", lambda text: excerpts.ending(text, 3000, quote), PASSAGE),
    Seam("a card", _answer, PASSAGE),
    Seam("a card of quotes", _stacked, PASSAGE),
    Seam("a preview", _previewed, PASSAGE),
    Seam("a label", lambda text: labels.foot_variants(_passage(text), text, SAY, text), PASSAGE),
    Seam("a passage on a terminal", _console, PASSAGE),
    Seam("cleaning on a terminal", _cleaning_shown, PASSAGE),
)
