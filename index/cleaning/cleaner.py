"""Cleans a text: the steps that find its body, and the spans that they drop."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.cleaning import drop_reasons, headline
from index.cleaning.body import ScoredLine, describe, span, weigh
from index.cleaning.boilerplate import own_reason
from index.cleaning.credits import Credit, credit
from index.cleaning.line_counts import NO_BATCH, Batch
from index.cleaning.lines import TextLine, cut
from index.cleaning.metadata import UNKNOWN, PageMetadata, find_source, is_chronology
from index.cleaning.repetition import mark_repeated
from index.cleaning.unread import keep_unread
from index.model.article import Dropped

# A longer line is no byline, in words.
_LONGEST_CREDIT = 30
# Longer than any article; judging the lines of more would take too much memory and time. Lines and
# characters.
_MOST_LINES = 20_000
_LONGEST = 5_000_000


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text, the spans of it that are no part of the body, in order, and what it says of its source."""

    extracted: str
    dropped: tuple[Dropped, ...] = ()
    source: PageMetadata = UNKNOWN

    @property
    def text(self) -> str:
        """The body: `extracted` without what was dropped, character for character."""
        return remaining(self.extracted, self.dropped)


def clean(text: str, batch: Batch = NO_BATCH) -> Cleaned:
    """Return the body of a scraped text, and what the text says of its source.

    `batch` tells in how many of the files that are read together a line stands. When most of a text would
    go, it stays but for its title and what is furniture by its own words. A text of more than 20,000 lines
    or 5,000,000 characters is kept whole.
    """
    if len(text) > _LONGEST or text.count("\n") > _MOST_LINES:
        return Cleaned(text)
    lines = [_judge(text_line) for text_line in cut(text)]
    mark_repeated(lines, batch)
    if is_chronology(lines):
        _keep_dates(lines)
    weigh(lines)
    first, last = span(lines)
    title_at = headline.pick(lines, first) if last else headline.topmost(lines)
    if title_at is not None:
        drop_reasons.mark_title(lines, title_at)
        first += title_at == first < last
    if last:
        drop_reasons.mark(lines, first, last, title_at)
    else:
        drop_reasons.mark_evident(lines)
    # What stands above the title can be given up longest.
    for start in (title_at or 0, 0):
        if drop_reasons.loses_too_much(lines):
            drop_reasons.restore(lines[start:])
    if all(line.reason for line in lines):
        title_at = None
        for line in lines:
            line.reason = ""
    source = find_source(lines, first, last, title_at)
    keep_unread(lines, first, title_at, source)
    return Cleaned(text, tuple(_dropped(text, lines)), source)


def remaining(extracted: str, dropped: Iterable[Dropped]) -> str:
    """Return `extracted` without the spans, which are in order and do not overlap."""
    parts = []
    end = 0
    for span_ in dropped:
        parts.append(extracted[end : span_.start])
        end = span_.end
    return "".join((*parts, extracted[end:]))


def _judge(text_line: TextLine) -> ScoredLine:
    """Return what a line's own words tell."""
    line = describe(text_line)
    if text_line.words <= _LONGEST_CREDIT:
        line.credit = credit(text_line.content)
        if text_line.bullet and not line.credit:  # "30. September 2020" only begins like an item of a list
            line.credit = credit(" ".join(text_line.text.split()))
    if line.credit:
        dated = line.credit.published or line.credit.updated or line.credit.bare
        line.own_reason = "date" if dated else "byline" if line.credit.author else "outlet"
    elif not text_line.sentence:
        line.own_reason = own_reason(text_line, line.said)
    return line


def _keep_dates(lines: Iterable[ScoredLine]) -> None:
    """Let lines that are nothing but a date head the parts of the story."""
    for line in lines:
        if line.credit.bare and line.credit == Credit(bare=line.credit.bare):
            line.credit, line.own_reason, line.heading = Credit(), "", True


def _dropped(text: str, lines: Sequence[ScoredLine]) -> Iterator[Dropped]:
    """Yield the spans of the dropped lines with the blanks between them, and the blanks at both ends."""
    end = 0
    gap: list[ScoredLine] = []
    started = False
    for line in lines:
        if line.reason:
            gap.append(line)
            continue
        yield from _gap(text, end, line.text_line.start, gap, inside=started)
        end, gap, started = line.text_line.end, [], True
    yield from _gap(text, end, len(text), gap, inside=False)


def _gap(text: str, start: int, end: int, gap: Sequence[ScoredLine], *, inside: bool) -> Iterator[Dropped]:
    """Yield what is dropped of text[start:end], which holds the lines of `gap`, and of two separators one."""
    if not gap:
        if start < end and not inside:
            yield Dropped(start, end, "blanks")
        return
    if inside:
        start, end = _between(text, start, end, gap)
    bounds = [start, *(line.text_line.start for line in gap[1:]), end]
    for line, (left, right) in zip(gap, pairwise(bounds), strict=True):
        yield Dropped(left, right, line.reason)


def _between(text: str, start: int, end: int, gap: Sequence[ScoredLine]) -> tuple[int, int]:
    """Return what of text[start:end] goes, so that the stronger of the separators before and after stays.

    Blanks at the end of the line before and at the start of the line after stay with their lines.
    """
    before, after = text[start : gap[0].text_line.start], text[gap[-1].text_line.end : end]
    if after.count("\n") >= before.count("\n"):
        return start + before.index("\n"), gap[-1].text_line.end + after.index("\n")
    return start + before.rindex("\n") + 1, gap[-1].text_line.end + after.rindex("\n") + 1
