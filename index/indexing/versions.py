"""Keeps the text that another one takes the place of, and notes how an article was read."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from index.model.article import Article, Passage, ReadFrom
from index.model.errors import DamageError, LibraryError
from index.model.version import Reason, Version
from index.storage import resolve_ids
from index.storage.database import Store
from index.storage.known_article import Known
from index.storage.passages_table import PassageRow
from index.storage.readings_table import ReadingRow, instant


def note_added(store: Store, number: int, read_from: ReadFrom | None) -> None:
    """Note that an article was read for the first time."""
    now = instant()
    row = ReadingRow(added=now, since=now, seen=now, read_from=read_from or ReadFrom())
    store.readings.put(number, row)


def note_seen(store: Store, number: int, read_from: ReadFrom | None) -> None:
    """Note that the source of an article says the same as before."""
    row = store.readings.one(number)
    again = row.seen_again(read_from)
    if again.says_more(row):
        store.readings.put(number, again)


def note_quoted(store: Store, passage_id: str) -> None:
    """Note that a passage of an article was quoted; nothing where it does not stand there today."""
    number, serial = _place(store, passage_id)
    row = store.readings.one(number)
    if serial and serial not in row.quoted:
        store.readings.put(number, replace(row, quoted=(*row.quoted, serial)))


def is_noted(store: Store, passage_id: str) -> bool:
    """Whether nothing is to be noted of this passage any more, should it be quoted."""
    number, serial = _place(store, passage_id)
    return not serial or serial in store.readings.one(number).quoted


def _place(store: Store, passage_id: str) -> tuple[int, int]:
    """Return the number of the passage's article and its serial there; zeros where it is not there today."""
    try:
        number = resolve_ids.article_number(store, passage_id.rpartition("#")[0])
        return number, resolve_ids.passage(store, passage_id).serial
    except LibraryError:
        return 0, 0


def earlier_serials(store: Store, known: Known) -> dict[str, list[int]]:
    """Return the texts of the passages of earlier versions, each with the serials it had, the latest last.

    What a publisher takes back is again what was quoted. A damaged version gives none.
    """
    try:
        versions = store.versions.of(known.number)
    except DamageError:
        return {}
    # By serial: most passages stand in several versions.
    texts = {
        one.serial: one.text for version in versions for one in version.passages if one.article.id == known.id
    }
    serials: dict[str, list[int]] = {}
    for serial in sorted(texts):
        serials.setdefault(texts[serial], []).append(serial)
    return serials


def keep_replaced(
    store: Store,
    number: int,
    before: Article,
    rows: Sequence[PassageRow],
    after: Article,
    serials: Collection[int],
) -> None:
    """Keep what an article said before as a version, if its words or passages are others now.

    `rows` are the passages it had, `serials` those it has; `after.read_from` is what it was read from.
    """
    reading = store.readings.one(number)
    lost = {row.serial for row in rows}.difference(serials)
    if before.text == after.text and not lost:
        return
    same_words = before.text.split() == after.text.split()
    version = Version(
        number=reading.versions + 1,
        since=reading.since,
        replaced=instant(),
        reason=Reason.READER if same_words else reading.reason(after.read_from),
        quoted=any(row.serial in reading.quoted for row in rows),
        passages=as_passages(before, rows),
    )
    store.versions.put(number, version)
    now = replace(
        reading.seen_again(after.read_from or ReadFrom()),
        since=version.replaced,
        quoted=tuple(one for one in reading.quoted if one in serials),
        versions=version.number,
    )
    store.readings.put(number, now)


def join_versions(
    store: Store, kept: int, gone: int, before: Article, rows: Sequence[PassageRow], now: str
) -> None:
    """Keep the versions of an article that becomes one with another, and what it said last.

    `before` and `rows` are the article that goes and its passages, `now` is the text of the one that stays.
    """
    mine, its = store.readings.one(kept), store.readings.one(gone)
    following = store.versions.move(gone, kept, mine.versions + 1)
    if before.text != now:
        version = Version(
            number=following,
            since=its.since,
            replaced=instant(),
            # Which of two addresses says what the publisher means, nobody knows.
            reason=Reason.READER,
            quoted=bool(its.quoted),
            passages=as_passages(before, rows),
        )
        store.versions.put(kept, version)
        following += 1
    added = min(filter(None, (mine.added, its.added)), default="")
    store.readings.put(kept, replace(mine, added=added, versions=following - 1))


def as_passages(article: Article, rows: Sequence[PassageRow]) -> tuple[Passage, ...]:
    """Return the passages of an article by their rows."""
    return tuple(
        Passage(
            article=article,
            serial=row.serial,
            start=row.start,
            end=row.end,
            position=row.position,
            total=len(rows),
        )
        for row in rows
    )
