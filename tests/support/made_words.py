"""Words of letters alone that nobody uses: the analyzer parts letters from figures, so word7 would be two."""


def made_word(number: int) -> str:
    """Return a word for each number, no two alike, which is its own stem."""
    return "".join(chr(ord("a") + int(figure)) for figure in str(number)) + "ox"
