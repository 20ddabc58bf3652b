"""From a feed's entries to articles of its server: within budgets, in turns, each entry once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import blake2b

from bot.feeds.corrections import correct_within, corrections
from bot.feeds.selection import Entry, is_restless, shape_of, shuffles_links, sorted_out
from bot.intake.intake import CHAT_LIMITS, MIB
from bot.interactions.service import Service
from bot.quotas import add_within, slices
from bot.scheduling.fair_queue import FairThreads
from bot.state import FeedRow
from bot.state.feed_shapes import EntryShape
from bot.texts.feed_notes import NO_ROOM, RESTLESS, TODAY
from index import Article, PageBudget, Validators, complete

FEED_LIMITS = replace(CHAT_LIMITS, file_bytes=10 * MIB)
PAGE_LIMITS = replace(CHAT_LIMITS, file_bytes=5 * MIB)
# What one reading of a feed may cost, the pages behind its teasers together; the rest waits.
PAGES = PageBudget(pages=20, seconds=60.0, bytes=20 * MIB)
# How many entries of a feed are added at a time; the others wait for the next hour.
MOST_NEW = 50
# How many entries of a reading are looked at, the newest first.
MOST_ENTRIES = 500
# After RESTLESS_AFTER restless readings in a row, entries that stay in the feed are still taken, and
# RESTLESS_A_DAY of the others.
RESTLESS_AFTER = 2
RESTLESS_A_DAY = 20


@dataclass(frozen=True, slots=True)
class IntakeResult:
    """What became of one reading: articles added, entries that wait, readings that were restless, and a note.

    The note is as `bot.texts.feed_notes` has it, or "".
    """

    added: int
    waiting: int
    restless: int
    note: str = ""


class FeedIntake:
    """Takes in what feeds show. The pages are fetched in the threads that it is given."""

    def __init__(self, bot: Service, threads: FairThreads) -> None:
        self._bot = bot
        self._threads = threads
        self._stopped = False

    def stop(self) -> None:
        """Fetch no more pages."""
        self._stopped = True

    async def take(self, row: FeedRow, articles: Sequence[Article]) -> IntakeResult:
        """Add what is new in a reading of a feed, as far as its budgets go."""
        state, guild = self._bot.state, row.guild
        newest = sorted(articles, key=lambda one: one.published, reverse=True)[:MOST_ENTRIES]
        known = await state.feed_shapes.of_feed(guild, row.url)
        shown = [shape_of(one, sketched=False) for one in newest]
        loose = shuffles_links(shown, known)
        unseen = await self._unseen(guild, newest, loose=loose)
        work = partial(sorted_out, unseen, known, shown)
        new, old = await self._threads.run(guild, work, began=True)
        restless = row.restless + 1 if known and is_restless(new, len(newest)) else 0
        chosen, note = await self._chosen(row, new, restless >= RESTLESS_AFTER)
        taken, added, refused = await self._add(row, chosen, loose=loose)
        await self._count(row, taken)
        late = 0 if loose else await self._correct(row, newest, unseen, known, MOST_NEW - len(taken))
        took = {id(one) for one in taken}
        shapes = [replace(one.shape, taken=id(one) in took) for one in new]
        await state.feed_shapes.put(guild, row.url, [*shapes, *(one.shape for one in old)])
        return IntakeResult(added, len(new) - len(taken) + late, restless, NO_ROOM if refused else note)

    async def _correct(
        self,
        row: FeedRow,
        shown: Sequence[Article],
        unseen: Sequence[Article],
        known: Sequence[EntryShape],
        most: int,
    ) -> int:
        """Read again what changed in the feed's own record; return how many of these are to wait."""
        guild, state, settings = row.guild, self._bot.state, self._bot.settings
        new = set(map(id, unseen))
        found = corrections([one for one in shown if id(one) not in new], known)
        limit = settings.quotas.feed_articles
        if limit is not None:
            most = min(most, limit - await state.daily_counts.used(guild, _names(row)[0]))
        chosen = found[: max(0, most)]
        if not chosen:
            return len(found)
        articles = [one.article for one in chosen]
        whole = await self._threads.run(guild, partial(self._complete, articles), began=True)
        read = [(one, article) for one, article in zip(chosen, whole, strict=True) if article is not None]
        if not await state.feeds.is_followed(row):
            return 0
        work = partial(correct_within, read=read, quotas=settings.quotas)
        done = await self._bot.libraries.write(guild, work, began=True)
        finished = set(map(id, done))
        await state.feeds.mark(guild, [a for one, b in read if id(one) in finished for a in (one.article, b)])
        await state.feed_shapes.put(guild, row.url, [one.after for one in done])
        await state.daily_counts.take(guild, _names(row)[0], len(done), None)
        return len(found) - len(done)

    async def _unseen(self, guild: int, articles: Sequence[Article], *, loose: bool) -> list[Article]:
        """Return what no feed has brought to this server and nobody removed from it.

        With `loose`, links say nothing.
        """
        keyed = [_unlinked(one) if loose else one for one in articles]
        unseen = set(map(id, await self._bot.state.feeds.unseen(guild, keyed)))
        return [article for article, key in zip(articles, keyed, strict=True) if id(key) in unseen]

    async def _chosen(self, row: FeedRow, new: Sequence[Entry], restless: bool) -> tuple[list[Entry], str]:  # noqa: FBT001
        """Return the entries to add now, and a note about the others, or ""."""
        counts, (all_, fresh) = self._bot.state.daily_counts, _names(row)
        limit = self._bot.settings.quotas.feed_articles
        left = MOST_NEW
        note = ""
        if restless:
            room = max(0, RESTLESS_A_DAY - await counts.used(row.guild, fresh))
            stayed = [one for one in new if one.stayed]
            new = [*stayed, *[one for one in new if not one.stayed][:room]]
            note = f"{RESTLESS} {RESTLESS_A_DAY}"
        if limit is not None:
            left = max(0, limit - await counts.used(row.guild, all_))
            if len(new) > left:
                note = f"{TODAY} {limit}"
        return list(new[: min(left, MOST_NEW)]), note

    async def _add(
        self, row: FeedRow, entries: Sequence[Entry], *, loose: bool
    ) -> tuple[list[Entry], int, bool]:
        """Add entries; return those taken, how many articles are new, and whether room was lacking."""
        guild, state, settings = row.guild, self._bot.state, self._bot.settings
        if not entries:
            return [], 0, False
        articles = [one.article for one in entries]
        fetched: dict[str, Validators] = {}
        fetching = partial(self._complete, articles, fetched.__setitem__)
        whole = await self._threads.run(guild, fetching, began=True)
        # It took a while: somebody may have removed an article or the feed meanwhile.
        still = set(map(id, await self._unseen(guild, [one.article for one in entries], loose=loose)))
        # Where links are places in a list, a library must not take one for the name of an article.
        ready = [
            (entry, _unlinked(article) if loose else article)
            for entry, article in zip(entries, whole, strict=True)
            if article is not None and id(entry.article) in still
        ]
        if not ready or not await state.feeds.is_followed(row):
            return [], 0, False
        added, refused = 0, set[int]()
        for piece in slices([article for _, article in ready]):
            work = partial(add_within, articles=piece, quotas=settings.quotas)
            kept = await self._bot.libraries.write(guild, work, began=True)
            added += len(kept.report.added)
            refused |= set(map(id, kept.refused))
        done = [(entry, article) for entry, article in ready if id(article) not in refused]
        seen = [one for entry, article in done for one in (entry.article, article)]
        await state.feeds.mark(guild, [_unlinked(one) if loose else one for one in seen])
        if not loose:
            # What the feed carries whole, it corrects itself.
            pages = [one for entry, one in done if one.text != entry.article.text and one.url in fetched]
            await state.page_checks.put(guild, [(one.url, fetched[one.url]) for one in pages])
        return [entry for entry, _ in done], added, bool(refused)

    def _complete(
        self, articles: Sequence[Article], fetched: Callable[[str, Validators], None] = lambda *_: None
    ) -> list[Article | None]:
        guard = self._bot.intake.guard
        return list(
            complete(
                articles,
                PAGES,
                limits=PAGE_LIMITS,
                guard=guard,
                go_on=lambda: not self._stopped,
                fetched=fetched,
            )
        )

    async def _count(self, row: FeedRow, taken: Sequence[Entry]) -> None:
        counts, (all_, fresh) = self._bot.state.daily_counts, _names(row)
        await counts.take(row.guild, all_, len(taken), None)
        await counts.take(row.guild, fresh, sum(not one.stayed for one in taken), None)


def _unlinked(article: Article) -> Article:
    return replace(article, url="")


def _names(row: FeedRow) -> tuple[str, str]:
    """Return the names under which a feed's articles of a day are counted: all, and the new ones alone."""
    name = blake2b(row.url.encode(), digest_size=8).hexdigest()
    return f"feed {name}", f"feed {name} fresh"
