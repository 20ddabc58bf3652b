"""Decides why each line of a page is dropped, once it is known where the story stands."""

from collections.abc import Iterable, Sequence
from itertools import pairwise, takewhile

from index.cleaning.body import AKIN, ScoredLine
from index.cleaning.boilerplate import heads_links, is_tag_list
from index.cleaning.headline import normalized
from index.cleaning.intruders import mark_intruders
from index.cleaning.metadata import TOP, is_signature

# Reasons that rest on where a line stands, or on its tone: they yield when they would cost too much.
_UNCERTAIN = frozenset(
    ("before the story", "after the story", "link list", "call to the reader", "no word of the story")
)
# Odds beyond which a line is furniture wherever it stands, and below which a sentence may be the story's.
_FURNITURE = 3.5
_OPEN = 1.0
# Over how many lines of furniture, or of a list, a sentence is still taken for the story's.
_FAR = 6
_LONGEST_LIST = 60
# Fewer lines below a story are no list that closes it.
_SHORTEST_LIST = 12
_SELDOM = 0.15
# Lengths in words.
_ITEM = range(4, 21)
_LONGEST_HEADING = 7
_SHORTEST_STANDFIRST = 6
# What the headline of another article may share with this one, under a heading that announces links and
# under one that does not; what a line of a few words that are partly those of buttons has of them.
_ANNOUNCED = 0.7
_UNANNOUNCED = 0.2
_TINGED = 0.3
_HALF = 0.5
# The share of a story's letters that stand in sentences; below it is a list, a poem, a table.
_PROSE = 0.7


def mark_title(lines: Sequence[ScoredLine], title_at: int) -> None:
    """Take the title out of the body, wherever it is repeated."""
    title = normalized(lines[title_at].text_line.content)
    for line in lines:
        if normalized(line.text_line.content) == title:
            line.reason = "title again"
    lines[title_at].reason = "title"


def mark(lines: Sequence[ScoredLine], first: int, last: int, title_at: int | None) -> None:
    """Set why each line is dropped, for the story in lines[first:last]."""
    first, last = _with_edges(lines, first, last, -1 if title_at is None else title_at)
    for index, line in enumerate(lines):
        if line.reason:
            continue
        if index < first:
            introduces = title_at is not None and index > title_at and _introduces(line)
            line.reason = "" if introduces else line.own_reason or "before the story"
        elif index >= last:
            signed = "signature" if is_signature(line) else "after the story"
            line.reason = line.own_reason or signed
        elif line.speaks_for_site:
            line.reason = "call to the reader"
        elif index <= first + TOP or _holds_anywhere(line):
            line.reason = line.own_reason
    _mark_labelled(lines[first:last])
    _mark_links(lines[first:last])
    _mark_strangers(lines[first:last])
    mark_intruders(lines[first:last])


def mark_evident(lines: Sequence[ScoredLine]) -> None:
    """Set why lines are dropped from a text without a story: only what its own words tell."""
    for line in lines:
        if not line.reason and not line.credit:
            line.reason = line.own_reason


def restore(lines: Sequence[ScoredLine]) -> None:
    """Keep what may belong to the story, because most of it would be lost otherwise."""
    doubtful = [index for index, line in enumerate(lines) if _doubtful(line)]
    for line in lines[doubtful[0] : doubtful[-1] + 1] if doubtful else ():
        if line.reason in _UNCERTAIN:
            line.reason = ""


def loses_too_much(lines: Sequence[ScoredLine]) -> bool:
    """Whether what is dropped without certainty outweighs what is kept, in letters.

    Where what is kept is no prose, a fifth is too much: lines of poems and lists are like those around them.
    """
    kept = [line for line in lines if not line.reason]
    prose = _letters(line for line in kept if line.text_line.sentence) >= _PROSE * _letters(kept)
    return _letters(filter(_doubtful, lines)) > _letters(kept) / (1 if prose else 5)


def _doubtful(line: ScoredLine) -> bool:
    return line.reason in _UNCERTAIN and line.odds < _FURNITURE


def _letters(lines: Iterable[ScoredLine]) -> int:
    return sum(len(line.text_line.text) for line in lines)


def _with_edges(lines: Sequence[ScoredLine], first: int, last: int, title_at: int) -> tuple[int, int]:
    """Take in what belongs to the story at its ends: a question that opens it, a list that closes it."""
    while first - 1 > title_at and _opens(lines[first - 1]):
        first -= 1
    announced = lines[last - 1].text_line.text.endswith((":", "："))
    while last < len(lines) and _may_belong(lines[last]) and (announced or _continues(lines[last])):
        last += 1
    last += _list_length(lines[last:])
    return first - _reach(lines[title_at + 1 : first][::-1]), last + _reach(lines[last:])


def _list_length(lines: Sequence[ScoredLine]) -> int:
    """Return how many lines in a row are a list that closes the story, rather than buttons; 0 if too few."""
    items = list(
        takewhile(lambda line: not (line.own_reason or line.reason or line.text_line.sentence), lines)
    )
    told = sum(line.said.share for line in items) < _SELDOM * len(items)
    return len(items) if told and len(items) >= _SHORTEST_LIST else 0


def _reach(lines: Sequence[ScoredLine]) -> int:
    """Return how many of these lines, from the story outwards, lead to sentences cut off from it."""
    reach = 0
    between: set[str] = set()
    for number, line in enumerate(lines, start=1):
        if line.tells and line.odds < _OPEN and line.cohesion >= AKIN:
            reach, between = number, set()
            continue
        if line.own_reason or line.reason or line.odds > _FURNITURE:
            between.add("furniture")
        elif line.cohesion < AKIN:
            between.add("list")
        # Furniture may stand in between, or a list; what is of both kinds is the rest of the page.
        if len(between) > 1 or number - reach > (_FAR if "furniture" in between else _LONGEST_LIST):
            break
    return reach


def _may_belong(line: ScoredLine) -> bool:
    return not (line.own_reason or line.reason or line.speaks_for_site or heads_links(line.said))


def _opens(line: ScoredLine) -> bool:
    return line.heading or (line.text_line.prose and _may_belong(line))


def _continues(line: ScoredLine) -> bool:
    """Whether a line goes on with the story: figures such as prices or scores, or words that it shares."""
    if line.text_line.prose:
        return line.cohesion >= _HALF
    figures = any(character.isdigit() for character in line.text_line.content)
    return figures and line.cohesion > 0 and not is_tag_list(line.text_line)


def _introduces(line: ScoredLine) -> bool:
    """Whether a line between title and story is a caption or a standfirst: it shares the story's words."""
    if line.own_reason or line.odds >= _FURNITURE or is_tag_list(line.text_line):
        return False
    return line.text_line.words >= _SHORTEST_STANDFIRST and line.cohesion >= _HALF


def _holds_anywhere(line: ScoredLine) -> bool:
    """Whether the line's own reason holds in the midst of a story, where names may head its parts."""
    credit = line.credit
    return bool(credit.published or credit.updated) if credit else bool(line.own_reason)


def _mark_links(lines: Sequence[ScoredLine]) -> None:
    """Mark headlines of other articles under a line that announces them."""
    listing = False
    for line, following in pairwise([*lines, None]):
        if line is None:
            break
        announces = (heads_links(line.said) and line.foreign) or _is_heading_of_site(line)
        if following and announces and _is_item(following, _ANNOUNCED):
            listing = True
        elif not _is_item(line, _ANNOUNCED):
            listing = False
        if listing and not line.reason:
            line.reason = "link list"


def _mark_strangers(lines: Sequence[ScoredLine]) -> None:
    """Mark lines without a word of the story: a heading over headlines, a button between paragraphs."""
    listing = False
    for line, following in pairwise([*lines, None]):
        if line is None:
            break
        if listing and _is_item(line, _UNANNOUNCED):
            line.reason = line.reason or "link list"
            continue
        heading = _is_foreign_heading(line)
        listing = heading and following is not None and _is_item(following, _UNANNOUNCED)
        tinged = heading and line.said.share >= _TINGED and not line.text_line.bullet
        if not line.reason and (listing or tinged):
            line.reason = "link list" if listing else "no word of the story"


def _mark_labelled(lines: Sequence[ScoredLine]) -> None:
    """Mark headlines of other articles that many files announce with the same words before them."""
    for before, line, after in zip([None, *lines], lines, [*lines[1:], None], strict=False):
        # Interviews and lists have labels, too, line by line.
        alone = not any(other and other.labelled for other in (before, after))
        if not line.reason and line.labelled and alone and _is_item(line, _ANNOUNCED):
            line.reason = "link to another article"


def _is_heading_of_site(line: ScoredLine) -> bool:
    text_line = line.text_line
    return line.site_wide and not text_line.prose and text_line.words <= _LONGEST_HEADING


def _is_foreign_heading(line: ScoredLine) -> bool:
    text_line = line.text_line
    # Figures, quotes or colons make it more than a few plain words.
    plain = not any(character.isdigit() or character in "\"“”'‘’:–—" for character in text_line.content)
    return plain and not text_line.prose and text_line.words <= _LONGEST_HEADING and line.foreign


def _is_item(line: ScoredLine, shared: float) -> bool:
    """Whether it may be the headline of another article; `shared` is what it may share with this one."""
    text_line = line.text_line
    return (
        text_line.words in _ITEM and line.cohesion <= shared and (text_line.bullet or not text_line.sentence)
    )
