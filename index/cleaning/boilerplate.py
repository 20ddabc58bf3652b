"""Tells by a line's words whether it is furniture: a button, a share bar, a mark of the site's software."""

import re
from dataclasses import dataclass

from index.cleaning.boilerplate_words import ADDRESS, ALONE, CALLS, IDLE, LINK_LABELS, LINKS, STRONG, WEAK
from index.cleaning.lines import TextLine

_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+")
# Buttons run together where a scraper took the blanks away: "FacebookTwitterEmail".
_RUN_TOGETHER = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")

_RESERVED = re.compile(
    r"rights reserved|©|^\(c\) |copyright (?:\d|©)"
    r"|(?:may|must) not be (?:published|reproduced|copied|republished|used)",
    re.IGNORECASE,
)
_MARKER = re.compile(r"(?:\[{1,2}[^\[\]]+\]{1,2}|\{+[^{}]+\}+|<[^<>]+>|%%[^%]+%%|##[^#]+##|@@[^@]+@@)+")
_TAG_PAIR = re.compile(r"\[(?P<tag>\w+)[^\]]*\].*\[/(?P=tag)\]")
_TECHNICAL = re.compile(r"[_=|{}<>%@#/:]|\d")
_ICONS = "☰≡×✕✖←→↑↓▲▼►▶◄«»‹›⋮…|-–— "
_LONE_LINK = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
# As in: 3 of 9, A A A, 0:12 / 1:24.
_COUNTER = re.compile(r"\d+\s?(?:of|/)\s?\d+|(?:\w\W?\s){1,3}\w[+-]?|\d?\d:\d\d(?:\s?[/|]\s?\d?\d:\d\d)?")
_COUNT = re.compile(r"[\d.,]+\s?[km]?\s+\w+", re.IGNORECASE)
_PICTURE = (
    r"(?:file |ap |courtesy |handout )?(?:photos?|images?|pictures?|illustration|graphic|credit|photograph"
    r"|foto|bild|photographie)(?: credit| courtesy)?"
)
_CREDIT = re.compile(
    rf"\(?{_PICTURE}\s*(?::|/| by | courtesy of )[^.!?]{{2,60}}"
    r"|[\w\s/(]{0,40}(?:getty images|shutterstock|ap photo)[\w\s/)]{0,40}",
    re.IGNORECASE,
)
_HASHTAGS = re.compile(r"#\w+(?:[\s,]+#\w+)*")
_TAGS = re.compile(
    r"(?:tags?|tagged|filed under|topics?|keywords?|categor(?:y|ies)|labels?|schlagworte|etiquetas|mots-clés)"
    r"\s*:",
    re.IGNORECASE,
)
_LISTED = re.compile(r"[^,;·|]{2,40}(?:[,;·|]\s*[^,;·|]{2,40}){2,}")
_LABEL = re.compile(r"([^:|»>]{2,30}?)\s*[:|»>]\s*\S")
# "» Story", "Story >>", "Home > World", "News | Sport", "Home / World / Story"
_ARROW = re.compile(
    r"(?:[»›→]|>>)\s*\S.*|.*\S\s*(?:[»›→]|>{1,3})|.*\S\s[>»›]\s\S.*|[^\d|:]*\S\s\|\s\S.*|.*\S\s/\s\S.*\s/\s\S.*"
)

# A longer line is no button: in words, and with an address in characters.
_LONGEST_BUTTON = 30
_LONGEST = 300
_LONGEST_HEADING = 7
_LONGEST_TAG = 4
# Shares of telling words that buttons use. Interviews ask in these words, too.
_OF_HEADING = 0.5
_OF_BUTTON = 0.6
_OF_QUESTION = 0.9


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a line in small letters; how many tell something, and of these are those of buttons."""

    words: tuple[str, ...]
    telling: int
    strong: int
    weak: int

    @property
    def share(self) -> float:
        """The share of the telling words that buttons and forms use; 0 where no word tells anything."""
        return (self.strong + self.weak) / self.telling if self.telling else 0.0

    @property
    def calls(self) -> bool:
        """Whether it begins like a call to the reader."""
        return bool(self.words) and self.words[0] in CALLS

    @property
    def addresses(self) -> bool:
        """Whether it speaks to its reader."""
        return self.calls or not ADDRESS.isdisjoint(self.words)


def wording(text: str) -> Wording:
    """Return what the words of `text` tell."""
    words = tuple(_words(text))
    telling = [word for word in words if word not in IDLE and not word.isdigit()]
    strong = len({word for word in telling if word in STRONG})
    return Wording(words, len(telling), strong, sum(word in WEAK for word in telling))


def is_interface_word(word: str) -> bool:
    """Whether buttons and forms use this word, or it tells nothing."""
    word = word.lower()
    return word in STRONG or word in WEAK or word in IDLE


def after_buttons(text: str) -> str:
    """Return what follows the last word in `text` that hardly stands in a story."""
    spaced = _RUN_TOGETHER.sub(" ", text)
    ends = [match.end() for match in _TOKEN.finditer(spaced) if match[0].lower() in STRONG]
    return spaced[ends[-1] :] if ends else text


def reserves_rights(text: str) -> bool:
    """Whether it is about copyright."""
    return bool(_RESERVED.search(text))


def heads_links(said: Wording) -> bool:
    """Whether a short line announces links to other articles."""
    short = 0 < len(said.words) <= _LONGEST_HEADING
    return short and said.share >= _OF_HEADING and not LINKS.isdisjoint(said.words)


def is_tag_list(text_line: TextLine) -> bool:
    """Whether it is a list of a few words each, as tags stand under an article."""
    if text_line.ended or not _LISTED.fullmatch(text_line.content[:_LONGEST]):
        return False
    return all(len(part.split()) <= _LONGEST_TAG for part in re.split(r"[,;·|]", text_line.content))


def own_reason(text_line: TextLine, said: Wording) -> str:
    """Return why a line is furniture by its own words, wherever it stands, or ""."""
    text = text_line.content
    if len(text) > _LONGEST:
        return ""
    if _TAG_PAIR.fullmatch(text) or (
        _MARKER.fullmatch(text) and (_TECHNICAL.search(text[1:-1]) or said.share == 1)
    ):
        return "mark of the site's software"
    if _LONE_LINK.fullmatch(text):
        return "bare link"
    if _COUNTER.fullmatch(text) or not text.strip(_ICONS):
        return "button or share bar"
    return _reason_of_words(text_line, said) if text_line.words <= _LONGEST_BUTTON else ""


def _reason_of_words(text_line: TextLine, said: Wording) -> str:
    text = text_line.content
    if _CREDIT.fullmatch(text):
        return "photo credit"
    if _HASHTAGS.fullmatch(text) or _TAGS.match(text):
        return "tags"
    if reserves_rights(text):
        return "legal notice"
    label = _LABEL.match(text)
    if _ARROW.fullmatch(text) or (label and _is_link_label(label[1])):
        return "link to another article"
    enough = said.share >= (_OF_QUESTION if text_line.prose else _OF_BUTTON)
    return "button or share bar" if enough and _is_button(text, said) else ""


def _is_button(text: str, said: Wording) -> bool:
    """Whether a line with most words of buttons is one: of weak words only where there are no others."""
    if said.strong:
        return True
    if not said.telling or said.weak < said.telling or text.endswith("?"):
        return False
    return said.weak > 1 or not ALONE.isdisjoint(said.words) or bool(_COUNT.fullmatch(text))


def _is_link_label(label: str) -> bool:
    words = _words(label)
    return not LINK_LABELS.isdisjoint(words) and all(map(is_interface_word, words))


def _words(text: str) -> list[str]:
    words: list[str] = []
    for token in _TOKEN.findall(text.replace("’", "'")):
        whole = token.lower()
        if token[1:].islower() or whole in STRONG:
            words.append(whole)
            continue
        for part in (part.lower() for part in _RUN_TOGETHER.split(token)):
            # "LinkedIn" and "WhatsApp" are run together of themselves.
            if words and words[-1] + part in STRONG:
                words[-1] += part
            else:
                words.append(part)
    return words
