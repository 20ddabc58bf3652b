"""Follows a feed: what is new in it, and the whole text of articles that it carries only the beginning of."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.fetching import PUBLIC, Fetcher, FetchError, Guard, NotModifiedError, Validators
from index.model.article import Article
from index.model.errors import ToldError
from index.model.limits import DEFAULT_LIMITS, MIB, Limits
from index.model.outlet import outlet_counts
from index.model.report import Problem
from index.readers.dispatch import AUTO, Reading
from index.readers.sources import shown

# Characters; a feed that carries less of an article carries a teaser.
WHOLE = 1_000
# Between two pages, so that following a feed is no burden to its site.
PAUSE_S = 1.0
_FEED = "feed"


class FeedError(ToldError):
    """A feed could not be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedNews:
    """The entries of a feed. `title` is how most of them name their outlet, `url` its last address.

    `unchanged` is whether its server says that nothing has changed; then there are no articles.
    """

    url: str
    validators: Validators
    title: str = ""
    articles: tuple[Article, ...] = ()
    problems: tuple[Problem, ...] = ()
    unchanged: bool = False


def feed_news(
    url: str,
    known: Validators = Validators(),  # noqa: B008  frozen
    *,
    limits: Limits = DEFAULT_LIMITS,
    guard: Guard = PUBLIC,
) -> FeedNews:
    """Fetch a feed and return its entries as articles. Raises FeedError.

    `known` is what an earlier call returned as `validators`; the server is asked for changes alone.
    """
    try:
        page = Fetcher(limits=limits, guard=guard).fetch(url, known)
    except NotModifiedError:
        return FeedNews(url=url, validators=known, unchanged=True)
    except FetchError as error:
        raise FeedError(error.reason, error.remedy, command=error.command, kind=error.kind) from None
    reading = Reading(limits, guard)
    try:
        items = list(reading.page(page, shown(url), _FEED))
    finally:
        reading.close()
    articles = tuple(item for item in items if isinstance(item, Article))
    problems = tuple(item for item in items if isinstance(item, Problem))
    if not articles:
        if problems:
            first = problems[0]
            raise FeedError(first.reason, first.remedy, command=first.command, kind=first.kind)
        raise FeedError("has no entries", "give the address of a feed")
    named = outlet_counts(Counter(one.outlet for one in articles))
    title = named[0][0] if named else ""
    return FeedNews(
        url=page.url, validators=page.validators, title=title, articles=articles, problems=problems
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBudget:
    """What the pages behind one reading of a feed may cost together."""

    pages: int = 20
    seconds: float = 60.0
    bytes: int = 20 * MIB


def complete(
    articles: Iterable[Article],
    budget: PageBudget = PageBudget(),
    *,
    limits: Limits = DEFAULT_LIMITS,
    guard: Guard = PUBLIC,
    go_on: Callable[[], bool] = lambda: True,
    fetched: Callable[[str, Validators], None] = lambda *_: None,
) -> Iterator[Article | None]:
    """Yield the articles, each with the text of its page where the feed carries only a teaser.

    An article whose page cannot be read stays as it is. None stands for one whose page `budget` had nothing
    left for, or that came after `go_on` said no: it is to wait for another time. The first page always gets
    its try. `fetched` is called with each address that was read, and what its server says of it.
    """
    pages = _Pages(budget, limits, guard, fetched)
    try:
        for article in articles:
            if len(article.text) >= WHOLE or not article.url:
                yield article
            elif pages.spent() or not go_on():
                yield None
            else:
                yield pages.completed(article)
    finally:
        pages.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNews:
    """What a page says when it is read again.

    `unchanged` is whether its server says that it is as it was; `article` is None then, and where nothing
    could be read.
    """

    validators: Validators
    article: Article | None = None
    unchanged: bool = False


def read_again(
    pages: Iterable[tuple[str, Validators]],
    budget: PageBudget = PageBudget(),
    *,
    limits: Limits = DEFAULT_LIMITS,
    guard: Guard = PUBLIC,
    go_on: Callable[[], bool] = lambda: True,
) -> Iterator[PageNews | None]:
    """Yield what each page says now, given its address and the `validators` of its last reading.

    None stands for one that `budget` had nothing left for, or that came after `go_on` said no.
    """
    reading = _Pages(budget, limits, guard, lambda *_: None)
    try:
        for url, known in pages:
            yield None if reading.spent() or not go_on() else reading.news(url, known)
    finally:
        reading.close()


class _Pages:
    """Pages fetched one after another, within one budget."""

    def __init__(
        self, budget: PageBudget, limits: Limits, guard: Guard, fetched: Callable[[str, Validators], None]
    ) -> None:
        self._reading = Reading(limits, guard)
        self._fetcher = Fetcher(limits=limits, guard=guard)
        self._limits = limits
        self._until = time.perf_counter() + budget.seconds
        self._pages, self._bytes = budget.pages, budget.bytes
        self._fetched = 0
        self._note = fetched
        self._validators = Validators()

    def spent(self) -> bool:
        """Whether nothing is left for another page."""
        return self._pages <= 0 or self._bytes <= 0 or time.perf_counter() >= self._until

    def completed(self, article: Article) -> Article | None:
        """Return the article with the text of its page; None when there was too little left to see it."""
        try:
            found = self._articles(article.url)
        except FetchError:
            # With all the time and room that a page may have it would have failed as well.
            return article if self._fetcher.limits == self._limits or self._fetched == 1 else None
        return _completed(article, found)

    def news(self, url: str, known: Validators) -> PageNews | None:
        """Return what a page says now; None when there was too little left to see it."""
        try:
            found = self._articles(url, known)
        except NotModifiedError:
            return PageNews(validators=known, unchanged=True)
        except FetchError:
            whole = self._fetcher.limits == self._limits or self._fetched == 1
            return PageNews(validators=known) if whole else None
        return PageNews(validators=self._validators, article=found[0] if len(found) == 1 else None)

    def _articles(self, url: str, known: Validators = Validators()) -> list[Article]:  # noqa: B008  frozen
        """Fetch a page and return its articles. Raises FetchError."""
        if self._fetched:
            time.sleep(PAUSE_S)
        left = max(self._until - time.perf_counter(), 0.001)
        self._fetcher.limits = replace(
            self._limits,
            seconds=min(self._limits.seconds, left),
            file_bytes=min(self._limits.file_bytes, self._bytes),
        )
        self._pages -= 1
        self._fetched += 1
        page = self._fetcher.fetch(url, known)
        self._bytes -= len(page.data)
        self._validators = page.validators
        self._note(url, page.validators)
        items = list(self._reading.page(page, shown(url), AUTO))
        return [item for item in items if isinstance(item, Article)]

    def close(self) -> None:
        """End the processes."""
        self._reading.close()


def _completed(article: Article, found: Sequence[Article]) -> Article:
    if len(found) != 1 or len(found[0].text) <= len(article.text):
        return article
    # The feed knows the label better: a page names what it is about in many ways.
    return replace(
        found[0],
        title=article.title or found[0].title,
        outlet=article.outlet or found[0].outlet,
        author=article.author or found[0].author,
        published=article.published or found[0].published,
        url=article.url,
        origin="",
    )
