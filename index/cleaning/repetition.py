"""Marks lines that other files of the batch have, too, as furniture, unless they are shared agency copy.

Furniture stands by itself among lines that only this file has, and in more files than the story does. What an
agency sent out stands there with the rest of its story, so a run of shared sentences is not furniture.
"""

from collections.abc import Sequence

from index.cleaning.body import ScoredLine
from index.cleaning.line_counts import Batch

REASON = "repeated across the batch"
# A line in at least this many files is their site's; what is shaped as a sentence has to stand in more of
# them.
_REPEATED = 3
_OFTEN = 12
# More shared sentences in a row are copy.
_LONGEST_RUN = 4


def mark_repeated(lines: Sequence[ScoredLine], batch: Batch) -> None:
    """Set on each line how the batch repeats it, as its own reason where that makes it furniture."""
    files = [batch.files(line.text_line.text) for line in lines]
    enough = max(_REPEATED, 2 * _copies(lines, files))
    for line, count in zip(lines, files, strict=True):
        line.repeated = count >= enough
        line.labelled = batch.labelled(line.text_line.text) >= max(_OFTEN, enough)
        if line.repeated and not line.text_line.sentence:
            line.own_reason = REASON
    for index, line in enumerate(lines):
        line.site_wide = line.repeated and files[index] >= max(_OFTEN, enough) and not _in_run(lines, index)


def _copies(lines: Sequence[ScoredLine], files: Sequence[int]) -> int:
    """Return in how many files the story stands: as often as all but a quarter of its sentences at least."""
    told = sorted(count for line, count in zip(lines, files, strict=True) if line.text_line.sentence)
    return told[len(told) // 4] if told else 0


def _in_run(lines: Sequence[ScoredLine], index: int) -> bool:
    """Whether the line stands in a run of shared sentences, furniture between them left aside."""
    length = 1
    for step in (-1, 1):
        place = index + step
        while 0 <= place < len(lines) and lines[place].repeated and length <= _LONGEST_RUN:
            length += lines[place].text_line.sentence
            place += step
    return length > _LONGEST_RUN
