"""Undoes what Discord reads as marks, so that a message's words are what its readers see.

Follows Discord's client, as `bot/cards/markdown.py` does the other way. What is left in doubt stays as it is.
"""

import re

# Code first, since nothing counts within; an escaped sign is no mark.
_CODE = r"```(?:[\w+#-]{1,20}\n)?(?P<fence>.*?)```|(?P<ticks>`{1,2})(?P<code>[^`]+)(?P=ticks)"
_ESCAPED = r"\\(?P<escaped>[!-/:-@\[-`{-~])"
_LINK = re.compile(
    rf"{_CODE}|{_ESCAPED}"
    r"|\[(?P<label>(?:\\.|[^\[\]\\\n]){1,400})\]"
    r"\((?:<[^<>\s]{1,2000}>|https?://[^\s()]{1,2000}(?:\([^\s()]*\)[^\s()]*)*)(?:[ ]\"[^\"\n]{0,200}\")?\)",
    re.DOTALL | re.IGNORECASE,
)
_MARK = re.compile(
    rf"{_CODE}|{_ESCAPED}"
    # Emoji, mentions, commands, times.
    r"|(?P<reference><(?:a?:\w{2,32}:\d+|@[!&]?\d+|\#\d+|/[^<>:]{1,100}:\d+|t:-?\d+(?::\w)?|id:\w+)>)"
    r"|(?P<mark>\*\*|__|~~|\|\||[*_])",
    re.DOTALL,
)
# At a line's start: headings, small print, lists.
_LINE_START = re.compile(r"^[ \t]*(?:(?:-#|#{1,3})[ \t]+|[-*+][ \t]+)+", re.MULTILINE)
# Numbers of a list: two lines at least, since one may begin with a date.
_NUMBERED = re.compile(r"^[ \t]*(\d{1,2})[.)][ \t]+(?=\S)", re.MULTILINE)
# Without a partner these still are no text of an article; others may be.
_NEVER_TEXT = frozenset(("**", "~~", "||"))


def unmarked(text: str) -> str:
    """Return the words of `text` as its readers see them: without marks, escapes, emoji and mentions."""
    text = _LINE_START.sub("", text)
    numbers = [int(number) for number in _NUMBERED.findall(text)]
    if len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        text = _NUMBERED.sub("", text)
    return _without_marks(_LINK.sub(lambda match: match["label"] or match[0], text))


def _without_marks(text: str) -> str:
    pieces: list[str] = []
    # Of each kind of mark that is open: where among the pieces it stands.
    open_marks: dict[str, int] = {}
    last = 0
    for match in _MARK.finditer(text):
        pieces += text[last : match.start()], ""
        last = match.end()
        mark = match["mark"]
        if not mark:
            pieces[-1] = match["escaped"] or match["fence"] or match["code"] or ""
        elif mark in open_marks and _may_close(text, match):
            pieces[open_marks.pop(mark)] = ""
        else:
            pieces[-1] = mark
            if _may_open(text, match):
                open_marks[mark] = len(pieces) - 1
    for mark, place in open_marks.items():
        if mark in _NEVER_TEXT:
            pieces[place] = ""
    return "".join((*pieces, text[last:]))


def _may_open(text: str, match: re.Match[str]) -> bool:
    if match["mark"] == "_" and text[match.start() - 1 : match.start()].isalnum():
        return False
    return not text[match.end() : match.end() + 1].isspace() and match.end() < len(text)


def _may_close(text: str, match: re.Match[str]) -> bool:
    if match["mark"] in _NEVER_TEXT:
        return True
    if match["mark"] == "_" and text[match.end() : match.end() + 1].isalnum():
        return False
    return not text[match.start() - 1 : match.start()].isspace()
