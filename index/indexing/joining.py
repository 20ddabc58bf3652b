"""Articles whose addresses have become one are kept as one: the text that was read last, under all their ids.

When addresses get another canonical form, the stored ones are made anew, some hundred articles at a time.
`meta` says in "readdressed" which article was the last, and no longer has it once all are done.
"""

from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

from index.indexing.commit import CommitBuilder
from index.indexing.versions import join_versions
from index.indexing.writer import Writer
from index.model.article import Article
from index.model.errors import DamagedArticleError
from index.model.settings import LibrarySettings
from index.storage.aliases_table import Alias
from index.storage.database import Store
from index.storage.known_article import Known
from index.text.canonical_url import canonical

_LAST = "readdressed"
# What one commit looks at, and what it joins at most.
_ADDRESSES, _JOINS = 250, 50


def is_due(store: Store) -> bool:
    """Whether stored addresses may be of an older form."""
    return store.meta(_LAST) is not None


def step(folder: Path, store: Store, settings: LibrarySettings) -> bool:
    """Make some addresses anew, inside a transaction; return whether there may be more to do.

    `folder` is that of the segments; the library has today's format and postings.
    """
    last = store.meta(_LAST)
    if last is None:
        return False
    joining = _Joining(folder, store, settings)
    numbers = store.identity.with_parameters(int(last), _ADDRESSES)
    for number in numbers:
        joining.readdress(number)
        last = number
        if len(joining.joined) >= _JOINS:
            break
    joining.finish()
    if not numbers:
        store.drop_meta(_LAST)
        return False
    store.set_meta(**{_LAST: last})
    return True


class _Joining:
    """The joins of one commit."""

    def __init__(self, folder: Path, store: Store, settings: LibrarySettings) -> None:
        self._store = store
        self._commit = CommitBuilder(folder, store, settings)
        self._writer = Writer(folder, store, settings)
        # Which article became one with which, by their numbers.
        self.joined: dict[int, int] = {}

    def readdress(self, number: int) -> None:
        """Give an article today's addresses, and join it with others that have one of them."""
        if number in self.joined:
            return
        identity = self._store.identity
        url = self._known(number).url
        read = identity.corrections(number).get("url", url)
        addresses = {canonical(url), canonical(read)} - {""}
        if addresses == identity.addresses(number):
            return
        try:
            identity.put_addresses(number, addresses)
        except DamagedArticleError:
            return  # it is left as it is until it is taken out
        while pair := self._pair(number):
            kept, gone = pair
            self._join(kept, gone)
            number = kept.number

    def finish(self) -> None:
        """Let files and readers know of the joins."""
        if not self.joined:
            return
        runs = {one.number: one.run for one in map(self._known, set(self.joined.values()) - {*self.joined})}
        ends = {gone: self._end(gone) for gone in self.joined}
        self._store.files.follow({gone: (end, runs[end]) for gone, end in ends.items()})
        self._store.next_generation()

    def _end(self, number: int) -> int:
        while number in self.joined:
            number = self.joined[number]
        return number

    def _pair(self, number: int) -> tuple[Known, Known] | None:
        """Return an article that this one is to be joined with, and it: the one to keep first."""
        mine = self._known(number)
        for address in sorted(self._store.identity.addresses(number)):
            for other in self._store.identity.at(address):
                # Records that name themselves are as many articles as they say.
                if other.number == number or (other.own_id and mine.own_id):
                    continue
                try:
                    ages = [(self._age(one), one) for one in (mine, other)]
                except DamagedArticleError:
                    continue
                (_, gone), (_, kept) = sorted(ages)
                return kept, gone
        return None

    def _age(self, known: Known) -> tuple[int, datetime, int]:
        """Return what is greater for a newer text: when it was read, and in one run, of when it is."""
        return known.run, _instant(self._touched(known.number).published), known.number

    def _join(self, kept: Known, gone: Known) -> None:
        store = self._store
        before = store.articles.get(gone.number)
        # What was corrected by hand stays, as it does when an article is read again; the address is one now.
        carried = store.identity.corrections(gone.number).keys() - store.identity.corrections(kept.number)
        corrected = {field: getattr(before, field) for field in sorted(carried - {"url"})}
        mine = Alias(
            id=gone.id,
            article=kept.number,
            next_serial=gone.next_serial,
            serials=self._serials(kept, gone, before),
            reading=gone.digest,
        )
        aliases = [mine, *(_moved(one, mine) for one in store.aliases.of(gone.number))]
        rows = self._commit.take_out(gone.number, before)
        join_versions(store, kept.number, gone.number, before, rows, store.articles.get(kept.number).text)
        store.articles.delete(gone.number)
        for one in aliases:
            store.aliases.put(one)
        if gone.own_id:
            store.articles.mark_own_id(kept.number)
        self.joined[gone.number] = kept.number
        if corrected:
            self._writer.put_corrections(self._known(kept.number), corrected)

    def _serials(self, kept: Known, gone: Known, before: Article) -> dict[int, int]:
        """Return which passages of `gone` stand in `kept` too, as their serials here and there."""
        text = self._store.articles.get(kept.number).text
        there: defaultdict[str, list[int]] = defaultdict(list)
        for row in reversed(self._store.passages.of(kept.number)):
            there[text[row.start : row.end]].append(row.serial)
        serials = {}
        for row in self._store.passages.of(gone.number):
            if same := there[before.text[row.start : row.end]]:
                serials[row.serial] = same.pop()
        return serials

    def _touched(self, number: int) -> Article:
        """Return an article that is to be changed; raise DamagedArticleError unless it is whole."""
        self._store.digests.touch(number)
        return self._store.articles.get(number)

    def _known(self, number: int) -> Known:
        known = self._store.articles.find("number", str(number))
        assert known is not None  # noqa: S101
        return known


def _moved(alias: Alias, to: Alias) -> Alias:
    """Return an alias of an article that itself has become an alias."""
    serials = {one: to.serials[there] for one, there in alias.serials.items() if there in to.serials}
    return Alias(
        id=alias.id,
        article=to.article,
        next_serial=alias.next_serial,
        serials=serials,
        reading=alias.reading,
    )


def _instant(published: str) -> datetime:
    try:
        found = datetime.fromisoformat(published)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
