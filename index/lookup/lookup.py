"""Look-ups in a library beside questions: suggestions, neighbours, comparisons, quotes, claims."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.analysis import languages
from index.analysis.char_filter import beginning, unread
from index.lookup.alignment import Outline
from index.lookup.claims import MOST_CLAIMS, claims_in
from index.lookup.compare import MOST_OUTLETS, Comparison, compare
from index.lookup.edited_quote import EditedQuote
from index.lookup.quote_check import QuoteCheck, Verdict, check
from index.lookup.suggest import CHOICES, Suggester, Suggestion
from index.lookup.words import Words, wrapped
from index.model.article import Article, Passage
from index.model.errors import DamagedArticleError, UnknownArticleError
from index.model.version import Piece, Version
from index.ranking.searcher import Searcher
from index.scoring.conjunction import articles_with_all
from index.storage.contents import Contents
from index.storage.filters import Filters
from index.storage.folder import LibraryFolder
from index.text.plain_characters import plain_characters

# The most articles whose texts are looked through: of those that hold all words of a quote, which is a bound
# for quotes of the commonest words only, and of those that hold most of them.
HOLDING = 2_000
LIKE = 10
_LOADED = 50  # at a time
# More articles than these hardly tell more about one quote.
MOST_MATCHES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A passage and its neighbours in their order; fewer than asked for at an article's ends.

    All are of one text: where the article says something else today, of the `version` that has the passage,
    and `difference` leads to today's words.
    """

    before: tuple[Passage, ...]
    passage: Passage
    after: tuple[Passage, ...]
    version: Version | None = None
    difference: tuple[Piece, ...] = ()


class Lookup:
    """The look-ups of one library, as `Library.lookup`. Safe to share between threads."""

    def __init__(self, folder: LibraryFolder, contents: Contents, searcher: Searcher) -> None:
        self._folder = folder
        self._contents = contents
        self._searcher = searcher
        self._suggester = Suggester(folder)

    def suggest(self, typed: str, limit: int = CHOICES) -> list[Suggestion]:
        """Return what `typed` may be the beginning of; see `Suggester.suggest`.

        The first call reads the titles of the whole library; call it once before people wait for it.
        """
        return self._suggester.suggest(beginning(typed), limit)

    def outlets(self) -> list[tuple[str, int]]:
        """Return the outlets and how many articles each has, most first, each under one spelling."""
        return self._suggester.outlets()

    def context(self, passage: Passage | str, before: int = 1, after: int = 1) -> Context:
        """Return a passage, given itself or by its id, as it was quoted, and the ones around it.

        Raises the errors of `Library.quoted`.
        """
        found = self._contents.quoted(passage if isinstance(passage, str) else passage.id)
        version = found.version
        all_of_it = version.passages if version else self._contents.passages(found.passage.article.id)
        place = found.passage.position - 1
        return Context(
            before=tuple(all_of_it[max(0, place - before) : place]),
            passage=found.passage,
            after=tuple(all_of_it[place + 1 : place + 1 + after]),
            version=version,
            difference=found.difference,
        )

    def compare(
        self,
        topic: str,
        limit: int = MOST_OUTLETS,
        *,
        after: date | None = None,
        before: date | None = None,
    ) -> Comparison:
        """Return how at most `limit` outlets tell of `topic`; filters and confidence are as in `search`."""
        filters = Filters.between(after, before)
        return compare(topic, lambda hits: self._searcher.search(topic, hits, filters), limit)

    def check_quote(self, words: str, limit: int = MOST_MATCHES) -> QuoteCheck:
        """Return whether `words` stand in the library exactly, nearly or not; see `quote_check.check`.

        Of a very long quote the beginning is looked for (`QuoteCheck.unread`).
        """
        read = beginning(words)
        edited = EditedQuote.of(read)
        damaged: list[DamagedArticleError] = []
        holding, like = self._holding(edited.said, damaged), self._like(edited.said, damaged)
        checked = check(read, holding, like, self._passages, limit)
        if checked.verdict is Verdict.ABSENT:
            # Of a quote of common words the ranking tells little; where one is altered, a half stands there.
            like = (one for half in edited.halves for one in self._holding((half,), damaged)[:LIKE])
            checked = check(read, (), like, self._passages, limit)
        if damaged and checked.verdict is not Verdict.EXACT:
            # It may stand there: "not in the library" would not be true.
            raise damaged[0]
        return replace(checked, quote=words, unread=unread(words))

    def claims(self, message: str, limit: int = MOST_CLAIMS) -> list[str]:
        """Return the sentences of a message, or of its beginning, that are worth a search.

        See `claims.claims_in`.
        """
        analyzer = self._searcher.analyzer
        return claims_in(
            beginning(message),
            analyzer.question_terms,
            language=languages.code(analyzer.language),
            limit=limit,
        )

    def _holding(self, said: Sequence[Words], damaged: list[DamagedArticleError]) -> list[Article]:
        """Return the articles that hold all of the words, stop words too, wherever.

        What is damaged is left out and put into `damaged`.
        """
        terms = list(dict.fromkeys(self._searcher.analyzer.analyze(_without_wrapped(_plain(said)))))
        outline = Outline(said)
        with self._folder.searching() as (store, snapshot):
            numbers = articles_with_all(snapshot, store, terms)[:HOLDING]
            holding: list[Article] = []
            for start in range(0, len(numbers), _LOADED):
                some = numbers[start : start + _LOADED]
                found = store.articles.load(some)
                if bad := [one for one in some if one not in found]:
                    damaged.append(store.digests.error(bad))
                articles = (found[one].article for one in some if one in found)
                holding += [article for article in articles if outline.fits(article.text)]
            return holding

    def _like(self, said: Sequence[Words], damaged: list[DamagedArticleError]) -> Iterator[Article]:
        """Yield the articles that hold most of the words, best first; see `_holding`."""
        words = _plain(said)
        for article_id, _ in self._searcher.order_by_bm25(words, LIKE) if words else ():
            try:
                yield self._contents.get(article_id)
            except UnknownArticleError:
                # Removed since it was ranked: gone means gone.
                continue
            except DamagedArticleError as error:
                damaged.append(error)

    def _passages(self, article: Article) -> list[Passage]:
        try:
            return self._contents.passages(article.id)
        except UnknownArticleError:
            return []


def _plain(said: Sequence[Words]) -> str:
    """Return the runs of a quote, a line each, in the characters by which they are looked up."""
    return plain_characters("\n".join(one.part(0, len(one)) for one in said)).text


def _without_wrapped(text: str) -> str:
    """Return `text` without the words that the end of a line may have cut."""
    made: list[str] = []
    last = 0
    for start, end, _ in wrapped(text):
        made += text[last:start], " "
        last = end
    return "".join((*made, text[last:]))
