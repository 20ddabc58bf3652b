"""Articles whose stored passages tear sentences, by today's rules of sentences, are cut anew.

Some dozen articles at a time. `meta` says in "recut" which article was the last, and no longer has it once
all are done. Passages that stay as they were keep their serials; what others said is kept as a version.
"""

from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path

from index.analysis import languages
from index.indexing.writer import Writer
from index.model.article import Article, Span
from index.model.errors import DamagedArticleError
from index.model.settings import LibrarySettings
from index.storage.database import Store
from index.storage.known_article import Known

_LAST = "recut"
# What one commit looks at, under the writer's lock: the work of about a second.
_ARTICLES = 50


def is_due(store: Store) -> bool:
    """Whether passages may have been cut by older rules of sentences."""
    return store.meta(_LAST) is not None


def step(folder: Path, store: Store, settings: LibrarySettings) -> bool:
    """Cut some articles anew, inside a transaction; return whether there may be more to do.

    `folder` is that of the segments; the library has today's format and postings.
    """
    last = store.meta(_LAST)
    if last is None:
        return False
    numbers = store.articles.numbers_after(int(last), _ARTICLES)
    if not numbers:
        store.drop_meta(_LAST)
        return False
    anew = [one for number in numbers if (one := _torn(store, settings, number))]
    if anew:
        Writer(folder, store, settings).cut_anew(anew)
    store.set_meta(**{_LAST: numbers[-1]})
    return True


def _torn(
    store: Store, settings: LibrarySettings, number: int
) -> tuple[Known, Article, Sequence[Span]] | None:
    """Return an article with its passages by today's rules, if those that it has tear sentences."""
    # The splitter brings tiktoken's vocabulary; a process that only answers never needs it.
    from index.analysis.chunker import split  # noqa: PLC0415
    from index.analysis.sentences import sentences  # noqa: PLC0415

    try:
        article = store.articles.get(number)
    except DamagedArticleError:
        return None  # it is left as it is until it is repaired
    code = languages.code(settings.language)
    bounds = {bound for row in store.passages.of(number) for bound in (row.start, row.end)}
    whole = sentences(article.text, code)
    starts = [start for start, _ in whole]
    inside = {
        bound
        for bound in bounds
        if (place := bisect_right(starts, bound - 1)) and bound < whole[place - 1].end
    }
    if not inside:
        return None
    spans = split(article.text, settings.passage_tokens, code)
    # A sentence longer than a passage is cut by today's rules, too.
    if inside <= {bound for span in spans for bound in span}:
        return None
    known = store.articles.find("number", str(number))
    return (known, article, spans) if known else None
