"""Scraped plain text to an article's body and what the text says of its source.

From sites that nobody has described: judged are the words of each line, its shape and place, what it shares
with the rest of its page, and whether it stands in other files of the batch. Whatever goes is named with its
reason. Captions and standfirsts stay where they are sentences, because they tell of the story; a credit alone
("Photo: Reuters") goes.
"""

from index.cleaning.cleaner import Cleaned, clean, remaining
from index.cleaning.line_counts import NO_BATCH, Batch, count_lines
from index.cleaning.metadata import PageMetadata

__all__ = ["NO_BATCH", "Batch", "Cleaned", "PageMetadata", "clean", "count_lines", "remaining"]
