"""Classes of characters, as what stands between the brackets of a regular expression."""

import unicodedata
from collections.abc import Iterable


def character_class(codes: Iterable[int]) -> str:
    """Return the inside of a regular expression's [...] for `codes`, as ranges."""
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in ranges)


# Python's \w leaves out combining marks, which would cut Hindi, Thai and decomposed Latin words apart.
# They stand between U+0300 and the end of the first supplementary plane, and in U+E0100 to U+E01EF.
MARKS = character_class(
    code
    for code in (*range(0x300, 0x1F000), *range(0xE0100, 0xE01F0))
    if unicodedata.category(chr(code))[0] == "M"
)
# Soft hyphen, zero-width joiner and non-joiner stand inside words and mean nothing to a reader.
JOINERS = "\u00ad\u200c\u200d"
# Where a line may be broken between words that no blank parts: Khmer and Thai have it, or not.
BREAKS = "\u200b"

# Letters of scripts that put no blanks between words.
_BLOCKS = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese, with (0xA9E0, 0xA9FF) and (0xAA60, 0xAA7F)
    (0x1780, 0x17FF),  # Khmer
    (0x3005, 0x3007),  # marks that repeat a Chinese character, and its zero
    (0x3041, 0x30FF),  # Hiragana, Katakana, with (0x31F0, 0x31FF) and (0xFF66, 0xFF9D)
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),  # Chinese characters
    (0x4E00, 0x9FFF),
    (0xA9E0, 0xA9FF),
    (0xAA60, 0xAA7F),
    (0xF900, 0xFAFF),
    (0xFF66, 0xFF9D),
    (0x1AFF0, 0x1B16F),  # older kana
)
_SUPPLEMENTARY_HAN = (0x20000, 0x3FFFD)
UNSPACED = character_class(
    code
    for first, last in _BLOCKS
    for code in range(first, last + 1)
    # Their digits make numbers, which stay whole.
    if unicodedata.category(chr(code)) in ("Lo", "Lm", "Nl")
) + "\\U{:08x}-\\U{:08x}".format(*_SUPPLEMENTARY_HAN)
# Voicing marks of narrow Katakana are letters to Unicode.
_NARROW_VOICING = "\uff9e\uff9f"
ATTACHED = MARKS + JOINERS + BREAKS + _NARROW_VOICING
# Korean: whole syllables, and the letters (leading, vowel, trailing) that decomposed text has instead.
HANGUL = "\uac00-\ud7a3"
HANGUL_LETTERS = ("\u1100-\u1112", "\u1161-\u1175", "\u11a8-\u11c2")
