"""An article as it is read from the store: its columns and passages, compared with their digest."""

import json
import struct
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from index.model.article import Article, Passage
from index.storage.digests import content_digest
from index.storage.passages_table import PassageRow
from index.storage.readings_table import ReadingRow


class StoredArticle:
    """What the store has of one article; `shown` are the columns of `digests.SHOWN`."""

    def __init__(
        self,
        number: int,
        shown: Sequence[Any],
        passages: Sequence[tuple[int, ...]],
        reading: ReadingRow = ReadingRow(),  # noqa: B008  frozen
    ) -> None:
        self.number = number
        self.passages = passages
        self._shown = shown
        self._reading = reading

    def is_whole(self, content: bytes | None) -> bool:
        """Whether this is what was stored with the digest `content`; None: whether it can be an article."""
        try:
            if content is not None:
                return content_digest(self.number, self._shown, self.passages) == content
            # Types that an older library cannot vouch for.
            return all(type(value) is str for value in self._shown) and bool(self.article)
        except (struct.error, TypeError, ValueError):
            return False

    @cached_property
    def article(self) -> Article:
        """The article; raises ValueError where the columns make none."""
        identity, title, outlet, author, published, url, text, origin, pages = self._shown
        return Article(
            id=identity,
            text=text,
            title=title,
            outlet=outlet,
            author=author,
            published=published,
            url=url,
            origin=origin,
            pages=tuple(json.loads(pages)),
            added=self._reading.added,
            seen=self._reading.seen,
            revision=self._reading.versions + 1,
        )

    def passage(self, bare: tuple[int, ...]) -> Passage:
        """Return one of its passages."""
        row = PassageRow(*bare)
        return Passage(
            article=self.article,
            serial=row.serial,
            start=row.start,
            end=row.end,
            position=row.position,
            total=len(self.passages),
        )
