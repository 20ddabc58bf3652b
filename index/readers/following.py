"""Following a feed: what is new in it, and the whole of articles of which it carries only the beginning."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from index.article import Article
from index.fetching import PUBLIC, Fetcher, FetchError, Guard, NotModifiedError, Validators
from index.limits import DEFAULT_LIMITS, Limits
from index.readers.reading import AUTO, Reading
from index.readers.sources import shown
from index.report import Problem

# Characters; a feed that carries less of an article carries a teaser.
WHOLE = 1_000
# Between two pages, so that following a feed is no burden to its site.
PAUSE_S = 1.0
_FEED = "feed"


class FeedError(Exception):
    """A feed could not be read; the message says why, and the remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedNews:
    """What a feed holds. `title` is how most of its entries name their outlet; `url` is where it ended at.

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
        raise FeedError(str(error)) from None
    reading = Reading(limits, guard)
    try:
        items = list(reading.page(page, shown(url), _FEED))
    finally:
        reading.close()
    articles = tuple(item for item in items if isinstance(item, Article))
    problems = tuple(item for item in items if isinstance(item, Problem))
    if not articles:
        raise FeedError(problems[0].reason if problems else "has no entries; give the address of a feed")
    title, _ = Counter(one.outlet for one in articles).most_common(1)[0]
    return FeedNews(
        url=page.url, validators=page.validators, title=title, articles=articles, problems=problems
    )


def complete(
    articles: Iterable[Article], most: int, *, limits: Limits = DEFAULT_LIMITS, guard: Guard = PUBLIC
) -> Iterator[Article]:
    """Yield the articles, each with the text of its page where the feed carries only a teaser.

    At most `most` pages are fetched, one after another; an article whose page cannot be read stays as it is.
    """
    reading = Reading(limits, guard)
    try:
        for article in articles:
            if len(article.text) >= WHOLE or not article.url or most <= 0:
                yield article
                continue
            most -= 1
            yield _completed(article, reading)
            time.sleep(PAUSE_S)
    finally:
        reading.close()


def _completed(article: Article, reading: Reading) -> Article:
    found = [item for item in reading.address(article.url, AUTO) if isinstance(item, Article)]
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
