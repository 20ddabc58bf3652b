"""Writing to a server's library: what a draft becomes, and what goes."""

from bot.refusals import RefusalError
from bot.service import Service
from bot.sources.drafts import Draft
from bot.texts import Voice
from index import AddReport, Article, CorrectionError, Library, Problem, UnknownArticleError

# How many of the articles are named again in the report.
_REPORTED = 5


class Progress:
    """How far adding is; written by a thread, read by the event loop."""

    def __init__(self, total: int, say: Voice) -> None:
        self.done = 0
        self._total = total
        self._say = say

    def __call__(self) -> str:
        """Return the line that says so."""
        return self._say("source.adding", done=self.done, total=self._total)

    def committed(self, report: AddReport) -> None:
        """Note what is safe by now."""
        self.done = len(report.added) + len(report.updated) + len(report.unchanged)


def store(library: Library, draft: Draft, progress: Progress) -> tuple[AddReport, list[Article]]:
    """Add a draft's articles; return what became of them, and the first few as they stand now.

    What was typed into a label is stored as a correction, so that it stays when the article is read again.
    """
    plain = [one for place, one in enumerate(draft.articles) if not draft.corrections.get(place)]
    # One process: the bot's others are not to wait for all cores.
    report = library.add(plain, on_commit=progress.committed, workers=1)
    for place, fields in draft.corrections.items():
        if fields:
            _store_corrected(library, draft.articles[place], fields, report)
    progress.committed(report)
    ids = list(dict.fromkeys([*report.added, *report.updated, *report.unchanged]))
    return report, [library.get(one) for one in ids[:_REPORTED]]


def _store_corrected(library: Library, article: Article, fields: dict[str, str], report: AddReport) -> None:
    one = library.add([article], workers=1)
    for name in ("added", "updated", "unchanged", "problems"):
        getattr(report, name).extend(getattr(one, name))
    for article_id in (*one.added, *one.updated, *one.unchanged):
        try:
            library.correct(article_id, **fields)
        except CorrectionError as error:
            report.problems.append(Problem(article.title or article_id, str(error), lost=False))


async def remove(bot: Service, guild: int, article: Article) -> None:
    """Remove an article from a server's library; no feed brings it back. Raises RefusalError."""
    # First: a feed that is polled at this moment must not add it once more.
    await bot.state.feeds.mark(guild, [article])
    try:
        await bot.servers.write(guild, lambda library: library.remove([article.id]))
    except UnknownArticleError:
        raise RefusalError("refusal.no_such_article") from None
