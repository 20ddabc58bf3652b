"""Adding a draft to a server's library, and removing an article from it."""

from collections.abc import Sequence
from functools import partial

from bot.intake.drafts import Draft
from bot.interactions.service import Service
from bot.interactions.usage import full
from bot.quotas import Kept, Quotas, add_within, slices
from bot.texts import Voice
from bot.texts.refusal import RefusalError
from index import AddReport, Article, CorrectionError, Library, Problem, UnknownArticleError, Validators

# How many of the articles are named again in the report.
_REPORTED = 5


class AddProgress:
    """How far adding is; written by a thread, read by the event loop."""

    def __init__(self, total: int, quotas: Quotas, say: Voice) -> None:
        self.done = 0
        self._refused: tuple[Article, ...] = ()
        self._bound = ""
        self._quotas = quotas
        self._total = total
        self._say = say

    def __call__(self) -> str:
        """Return the line that says so."""
        return self._say("source.adding", done=self.done, total=self._total)

    def take(self, report: AddReport, kept: Kept) -> None:
        """Note in `report` and here what is stored by now, and what the quotas left out."""
        extend(report, kept.report)
        self.done = len(report.added) + len(report.updated) + len(report.unchanged)
        self._refused += kept.refused
        self._bound = self._bound or kept.bound

    def no_room(self) -> Problem | None:
        """Return what tells that a bound of the server was met; None where none was."""
        if not self._refused:
            return None
        first = self._refused[0].title or self._say.labels.untitled
        return Problem(first, full(self._bound, self._quotas, self._say, left_out=len(self._refused)))


async def add_draft(
    bot: Service, guild: int, draft: Draft, progress: AddProgress
) -> tuple[AddReport, list[Article]]:
    """Add a draft's articles; return what became of them, and the first few as they stand now.

    What was typed into a label is stored as a correction, so that it stays when the article is read again.
    Each slice is a turn of its own, so that no other server waits for a whole book.
    """
    plain = [one for place, one in enumerate(draft.articles) if not draft.corrections.get(place)]
    corrected = [(draft.articles[place], fields) for place, fields in draft.corrections.items() if fields]
    report = AddReport()
    for number, slice_ in enumerate(slices(plain)):
        kept = await bot.libraries.write(
            guild, partial(add_within, articles=slice_, quotas=bot.settings.quotas), began=number > 0
        )
        progress.take(report, kept)
        await _watch_pages(bot, guild, slice_, kept)
    for number, (article, fields) in enumerate(corrected):
        work = partial(_add_corrected, article=article, fields=fields, quotas=bot.settings.quotas)
        kept = await bot.libraries.write(guild, work, began=bool(plain or number))
        progress.take(report, kept)
        await _watch_pages(bot, guild, [article], kept)
    if problem := progress.no_room():
        report.problems.insert(0, problem)
    ids = list(dict.fromkeys([*report.added, *report.updated, *report.unchanged]))[:_REPORTED]
    return report, await bot.libraries.write(guild, lambda library: list(map(library.get, ids)), began=True)


async def _watch_pages(bot: Service, guild: int, articles: Sequence[Article], kept: Kept) -> None:
    """Have the pages that were added by their address read again some time later."""
    refused = set(map(id, kept.refused))
    pages = [
        (one.url, Validators())
        for one in articles
        if one.url and one.origin.startswith(("http://", "https://")) and id(one) not in refused
    ]
    if pages:
        await bot.state.page_checks.put(guild, pages)


def extend(report: AddReport, other: AddReport) -> None:
    """Add to a report what another one says."""
    for name in ("added", "updated", "unchanged", "problems"):
        getattr(report, name).extend(getattr(other, name))


def _add_corrected(library: Library, article: Article, fields: dict[str, str], quotas: Quotas) -> Kept:
    kept = add_within(library, [article], quotas)
    one = kept.report
    for article_id in (*one.added, *one.updated, *one.unchanged):
        try:
            library.correct(article_id, **fields)
        except CorrectionError as error:
            one.problems.append(Problem.of(article.title or article_id, error, lost=False))
    return kept


async def remove_article(bot: Service, guild: int, article: Article) -> None:
    """Remove an article from a server's library; no feed brings it back. Raises RefusalError."""
    # First: a feed that is polled at this moment must not add it once more.
    await bot.state.feeds.mark(guild, [article])
    try:
        await bot.libraries.write(guild, lambda library: library.remove([article.id]))
    except UnknownArticleError:
        raise RefusalError("refusal.no_such_article") from None
