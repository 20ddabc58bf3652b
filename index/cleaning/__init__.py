"""Scraped plain text to an article's body and what the text says of its source.

The sites are unknown, so `clean` judges the words of each line, its shape and place, what it shares with the
rest of its page, and whether it stands in other files of the batch. Whatever is dropped is named with its
reason, and what was read and dropped is kept with the article. Captions and standfirsts stay where they are
sentences, because they tell of the story; a credit alone ("Photo: Reuters") goes.

Lines that were broken at a fixed width are put together first (`wrapped_lines`), and the words that they cut
(`line_hyphens`).

To know what other files hold, the first text of a run makes `index.readers.first_pass` read all texts of the
sources named together, up to 1 MB each, before it is cleaned. Only hashes of lines are kept (`line_counts`):
bits for those of one file, a count for those of more. An archive is a batch by itself. A line in three files
or more is furniture unless its story stands in about as many; a sentence has to stand in twelve, and not in a
run of shared ones, which is what an agency sent out (`repetition`). So what is dropped from a file depends on
what it is added with: in a folder of its site more goes than alone.
"""

from index.cleaning.cleaner import Cleaned, clean, remaining
from index.cleaning.line_counts import NO_BATCH, Batch, count_lines
from index.cleaning.metadata import PageMetadata
from index.cleaning.wrapped_lines import unwrapped

__all__ = ["NO_BATCH", "Batch", "Cleaned", "PageMetadata", "clean", "count_lines", "remaining", "unwrapped"]
