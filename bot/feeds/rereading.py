"""Pages of articles read again, some time after they were added: only there stands what was corrected.

Their servers are asked for changes alone, within the budget of one reading of a feed.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from bot.feeds.intake import PAGE_LIMITS, PAGES
from bot.feeds.selection import ALIKE_UNDER_ONE_TITLE
from bot.feeds.sketches import likeness, sketch_of
from bot.interactions.service import Service
from bot.quotas import Quotas, add_within
from bot.scheduling.fair_queue import FairThreads
from bot.state.page_checks import PageCheck
from index import Article, Library, PageNews, canonical_address, read_again

# What one round leaves, and what fails, waits so long.
PAUSE_S = 900.0
DAY_S = 24 * 3600.0


class PageRereading:
    """Reads pages again when their time has come, in the threads that it is given."""

    def __init__(self, bot: Service, threads: FairThreads) -> None:
        self._bot = bot
        self._threads = threads
        self._stopped = False

    def stop(self) -> None:
        """Fetch no more pages."""
        self._stopped = True

    async def round(self, guild: int) -> None:
        """Read again what is due of one server, as far as the budget goes."""
        checks = self._bot.state.page_checks
        if self._bot.get_guild(guild) is None:
            await checks.postpone(guild, DAY_S)
            return
        rows = await checks.due(guild, PAGES.pages)
        if not rows:
            return
        # Before anything is fetched: what cannot be stored is not fetched again and again.
        await checks.postpone(guild, PAUSE_S)
        news = await self._threads.run(guild, partial(self._fetch, rows), began=True)
        for row, found in zip(rows, news, strict=True):
            if found is None:
                continue
            there = True
            if found.article is not None or found.unchanged:
                work = partial(take, url=row.url, found=found, quotas=self._bot.settings.quotas)
                there = await self._bot.libraries.write(guild, work, began=True)
            following = row.checked(found.validators) if there else None
            await (checks.save(following) if following else checks.remove(row))

    def _fetch(self, rows: Sequence[PageCheck]) -> list[PageNews | None]:
        pages = [(row.url, row.validators) for row in rows]
        guard = self._bot.intake.guard
        return list(
            read_again(pages, PAGES, limits=PAGE_LIMITS, guard=guard, go_on=lambda: not self._stopped)
        )


def take(library: Library, url: str, found: PageNews, quotas: Quotas) -> bool:
    """Store what was read at an address; return whether the library still has its article.

    A page that has become another text, such as a wall before the article, changes nothing.
    """
    stored = library.same_as(Article(text="", url=url))
    if stored is None or canonical_address(stored.url) != canonical_address(url):
        return False
    text = stored.text if found.article is None else found.article.text
    if likeness(sketch_of(stored.text), sketch_of(text)) >= ALIKE_UNDER_ONE_TITLE:
        # The label stays: a page names what it is about in many ways.
        read_from = found.article.read_from if found.article else None
        pages = stored.pages if text == stored.text else ()
        add_within(library, [replace(stored, text=text, pages=pages, read_from=read_from)], quotas)
    return True
