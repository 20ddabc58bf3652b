"""Collects what a page's lines say of its article: title, outlet, author, publication, dateline."""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from index.cleaning.body import ScoredLine
from index.cleaning.credits import Credit, copyright_owner, dateline, sign_off
from index.cleaning.headline import normalized, split_site
from index.cleaning.names import authors_of, paper_of
from index.text.stated_date import stated_date

# How far below the first sentence a byline or a date may stand: captions and standfirsts come first.
TOP = 4
# How far below the last sentence the story may be signed, in lines.
_SIGNED = 3
# From this many on, dates that each stand over a sentence are the headings of a chronology.
_CHRONOLOGY = 3
_LONGEST_SIGNATURE = 200


class PageMetadata(NamedTuple):
    """What is known of an article's source; every field is empty when it is unknown.

    `published` is an ISO 8601 date, or a date-time where the zone is certain. `note` says why a date that is
    stated is none.
    """

    title: str = ""
    outlet: str = ""
    author: str = ""
    published: str = ""
    dateline: str = ""
    note: str = ""


UNKNOWN = PageMetadata()


def find_source(lines: Sequence[ScoredLine], first: int, last: int, title_at: int | None) -> PageMetadata:
    """Return what the lines say of the story in lines[first:last]; all are the story when `last` is 0."""
    last = last or len(lines)
    top = [line.credit for line in lines[: first + TOP]]
    below = lines[max(last - 1, first) : last + _SIGNED]
    signed = [sign_off(line.text_line.text) for line in below if is_signature(line)]
    place, agency = _dateline(lines[0 if title_at is None else title_at + 1 : first + TOP])
    outlets = [credit.outlet for credit in (*signed, *top)] + [agency, _over_date(lines, title_at, paper_of)]
    owners = [copyright_owner(line.text_line.content[:_LONGEST_SIGNATURE]) for line in lines[last:]]
    title, site = _title(lines, title_at, _first((*outlets, *owners)))
    outlets.append(site)
    authors = [_bylines(lines[0 if title_at is None else title_at + 1 : first + TOP])]
    authors += [*(credit.author for credit in top), _over_date(lines, title_at, authors_of)]
    if _signs_once(lines):
        authors += [credit.author for credit in signed]
    dated = stated_date(_published(lines, first, last))
    return PageMetadata(
        title, _first((*outlets, *owners)), _first(authors), dated.iso, place, note=dated.note
    )


def is_chronology(lines: Sequence[ScoredLine]) -> bool:
    """Whether lines that are dates head the parts of the story."""
    heads = sum(
        bool(line.credit.bare) and line.credit == Credit(bare=line.credit.bare) and under.text_line.sentence
        for line, under in pairwise(lines)
    )
    return heads >= _CHRONOLOGY


def is_signature(line: ScoredLine) -> bool:
    """Whether it names who wrote what stands above it."""
    return not line.text_line.prose and bool(sign_off(line.text_line.text[:_LONGEST_SIGNATURE]))


def _title(lines: Sequence[ScoredLine], title_at: int | None, outlet: str) -> tuple[str, str]:
    if title_at is None:
        return "", ""
    title = " ".join(lines[title_at].text_line.text.split())
    return split_site(title, frozenset(normalized(line.text_line.content) for line in lines), outlet)


def _published(lines: Sequence[ScoredLine], first: int, last: int) -> str:
    """Return when the article was published, or failing that when its page was last changed.

    Dates in the midst of the story are the story's.
    """
    top = [line.credit for line in lines[: first + TOP]]
    outside = [*top, *(line.credit for line in lines[max(last - 1, first + TOP) :])]
    published = [credit.published for credit in outside] + [credit.bare for credit in top]
    return _first(published + [credit.updated for credit in outside])


def _bylines(lines: Sequence[ScoredLine]) -> str:
    """Return the authors that lines name one under another."""
    return ", ".join(dict.fromkeys(line.credit.author for line in lines if line.credit.author))


def _over_date(lines: Sequence[ScoredLine], title_at: int | None, named: Callable[[str], str]) -> str:
    """Return the name that stands alone between the title and a date, if `named` takes it for one."""
    if title_at is None or title_at + 2 >= len(lines):
        return ""
    name, date = lines[title_at + 1 : title_at + 3]
    dated = date.credit.published or date.credit.updated or date.credit.bare
    return named(name.text_line.text[:_LONGEST_SIGNATURE]) if dated else ""


def _dateline(lines: Sequence[ScoredLine]) -> tuple[str, str]:
    return next((found for line in lines if any(found := dateline(line.text_line.text))), ("", ""))


def _signs_once(lines: Sequence[ScoredLine]) -> bool:
    """Whether one line only is signed: several sign the parts of a collection."""
    return sum(bool(sign_off(line.text_line.text).author) for line in lines if is_signature(line)) == 1


def _first(values: Iterable[str]) -> str:
    return next(filter(None, values), "")
