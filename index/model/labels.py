"""How a source is named in a language: outlet, date, title, pages, passage. The one place that knows.

It works on plain values, so that what shows a label can first cut a field short or set it apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from index.model.written_day import written_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Names sources in one language; the words are templates of `str.format`."""

    language: str
    unknown_outlet: str
    undated: str
    untitled: str
    quoted_title: str
    page: str
    pages: str
    passage: str

    def outlet(self, name: str) -> str:
        """Return the outlet's name, or that it is unknown."""
        return name or self.unknown_outlet

    def dated(self, day: date | None) -> str:
        """Return the day of publication, or that it is unknown."""
        return written_day(day, self.language) if day else self.undated

    def title(self, title: str) -> str:
        """Return the title in quotation marks, or that there is none."""
        return self.quoted_title.format(title=title) if title else self.untitled

    def short_source(self, outlet: str, day: date | None) -> str:
        """Return outlet and date, for tight places."""
        return f"{self.outlet(outlet)}, {self.dated(day)}"

    def source(self, outlet: str, day: date | None, title: str) -> str:
        """Return outlet, date and title."""
        return f"{self.short_source(outlet, day)}, {self.title(title)}"

    def paged(self, pages: tuple[int, int] | None) -> str:
        """Return the printed pages from first to last; "" where there are none."""
        if pages is None:
            return ""
        first, last = pages
        return self.page.format(page=first) if first == last else self.pages.format(first=first, last=last)

    def place(self, pages: tuple[int, int] | None, position: int, total: int) -> str:
        """Return the printed pages, where there are any, and which of the article's passages it is."""
        here = self.passage.format(position=position, total=total)
        return f"{self.paged(pages)}, {here}" if pages else here


ENGLISH = Labels(
    language="en",
    unknown_outlet="unknown outlet",
    undated="undated",
    untitled="untitled",
    quoted_title="\N{LEFT DOUBLE QUOTATION MARK}{title}\N{RIGHT DOUBLE QUOTATION MARK}",
    page="p. {page}",
    pages="pp. {first}\N{EN DASH}{last}",
    passage="passage {position} of {total}",
)
GERMAN = Labels(
    language="de",
    unknown_outlet="Medium unbekannt",
    undated="ohne Datum",
    untitled="ohne Titel",
    quoted_title="\N{DOUBLE LOW-9 QUOTATION MARK}{title}\N{LEFT DOUBLE QUOTATION MARK}",
    page="S. {page}",
    pages="S. {first}\N{EN DASH}{last}",
    passage="Stelle {position} von {total}",
)
LANGUAGES: Mapping[str, Labels] = {one.language: one for one in (ENGLISH, GERMAN)}


def labels_in(language: str) -> Labels:
    """Return the labels of a language ("de"), English where there are none."""
    return LANGUAGES.get(language, ENGLISH)
