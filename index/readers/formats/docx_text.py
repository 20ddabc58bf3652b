"""The text of a part of a Word file as Word shows it with all changes accepted: paragraphs, rows, boxes.

Read from the XML, since python-docx passes over what wrappers hold: insertions, controls, fields, boxes.
Imported in the worker process only.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, NamedTuple

from index.readers.formats.docx_look import RunStyles, child, local, value
from index.readers.formats.docx_symbols import symbol
from index.text.raised import Shifted, joined

# What is no text of the document: deleted and moved away, properties, the other form of the same drawing.
_SILENT = frozenset(
    (
        *(
            "del",
            "moveFrom",
            "pPr",
            "sdtPr",
            "sdtEndPr",
            "rubyPr",
            "fldData",
            "ctrlPr",
            "tblPr",
            "trPr",
            "tcPr",
        ),
        *("instrText", "delText", "delInstrText", "annotationRef", "footnoteRef", "endnoteRef"),
    )
)
_UNREADABLE = {
    "chart": "charts",
    "relIds": "diagrams",
    "OLEObject": "embedded objects",
    "altChunk": "inserted files",
    "subDoc": "inserted files",
    "textpath": "pieces of word art",
    "contentPart": "handwriting",
}
_PLAIN = {"tab": " ", "ptab": " ", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}


class Block(NamedTuple):
    """A paragraph or a row of a table: the id of its style, or "", and its text."""

    style: str
    text: str


@dataclass(slots=True)
class PartReader:
    """Reads parts of one file. `notes` fills with kind and id of the notes referred to, in their order.

    `unread` fills with what shows text that is not in the file's own words, `symbols` with those characters
    of picture fonts that mean nothing elsewhere.
    """

    styles: RunStyles
    notes: list[tuple[str, str]] = field(default_factory=list)
    unread: dict[str, int] = field(default_factory=dict)
    symbols: int = 0
    # Of the fields that are open, whether each is still at its instruction.
    _fields: list[bool] = field(default_factory=list)

    def blocks(self, container: Any) -> Iterator[Block]:
        """Yield the paragraphs and rows under `container` that say something, in their order."""
        waiting = ""
        for element in container:
            name = local(element)
            if name == "p":
                runs, boxes = self._paragraph(element)
                text = waiting + joined(runs)
                waiting = ""
                if _mark_is_deleted(element):
                    waiting = text
                else:
                    yield from _block(_style(element), text)
                yield from chain.from_iterable(map(self.blocks, boxes))
            elif name == "tbl":
                for row in _under(element, "tr"):
                    if child(child(row, "trPr"), "del") is None:
                        yield from self._row(row)
            elif name not in _SILENT:
                self._count(name)
                yield from self.blocks(element)
        yield from _block("", waiting)

    def _row(self, row: Any) -> Iterator[Block]:
        cells = [list(self.blocks(cell)) for cell in _under(row, "tc")]
        if any(len(cell) > 1 for cell in cells):
            # A page laid out by a table: its paragraphs are no figures in a row.
            yield from chain.from_iterable(cells)
        elif filled := [" ".join(block.text.split()) for cell in cells for block in cell]:
            yield Block("", " | ".join(filled))

    def _paragraph(self, paragraph: Any) -> tuple[list[Shifted], list[Any]]:
        runs: list[Shifted] = []
        boxes: list[Any] = []
        self._walk(paragraph, runs, boxes, 0)
        # One that nothing ends must not take the rest of the text with it.
        self._fields = [False] * len(self._fields)
        return runs, boxes

    def _walk(self, parent: Any, runs: list[Shifted], boxes: list[Any], shift: int) -> None:
        for element in parent:
            name = local(element)
            if name in _SILENT or (name == "r" and self.styles.hides(element)):
                continue
            if name == "txbxContent":
                boxes.append(element)
            elif name == "AlternateContent":
                self._alternative(element, runs, boxes, shift)
            elif name == "ruby":
                self._ruby(element, runs, boxes, shift)
            elif name == "f":
                self._fraction(element, runs, boxes, shift)
            elif name == "fldChar":
                self._field(element)
            elif not any(self._fields):
                self._count(name)
                text = self._leaf(element, name)
                if text is not None:
                    runs.append(Shifted(text, shift))
                else:
                    own = self.styles.shift(element) if name == "r" else {"sup": 1, "sub": -1}.get(name, 0)
                    self._walk(element, runs, boxes, own or shift)
            else:
                # What an instruction holds is not shown, but fields in it begin and end.
                self._walk(element, runs, boxes, shift)

    def _leaf(self, element: Any, name: str) -> str | None:
        """Return the text of an element that has no other ones in it; None for those that may."""
        if name == "t":
            return element.text or ""
        if name == "br":
            return " " if value(element, "type") in {"page", "column"} else "\n"
        if name == "sym":
            text = symbol(value(element, "font"), value(element, "char"))
            self.symbols += not text
            return text
        if name in _NOTES:
            self.notes.append((_NOTES[name], value(element, "id")))
            return ""
        return _PLAIN.get(name)

    def _field(self, mark: Any) -> None:
        kind = value(mark, "fldCharType")
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _alternative(self, element: Any, runs: list[Shifted], boxes: list[Any], shift: int) -> None:
        """Read the first form of a drawing that has text."""
        before = len(runs), len(boxes)
        for form in element:
            self._walk(form, runs, boxes, shift)
            if (len(runs), len(boxes)) != before:
                break

    def _ruby(self, element: Any, runs: list[Shifted], boxes: list[Any], shift: int) -> None:
        for name, start, end in (("rubyBase", "", ""), ("rt", "(", ")")):
            part = child(element, name)
            if part is not None:
                runs.append(Shifted(start))
                self._walk(part, runs, boxes, shift)
                runs.append(Shifted(end))

    def _fraction(self, element: Any, runs: list[Shifted], boxes: list[Any], shift: int) -> None:
        for part in element:
            if local(part) == "den":
                runs.append(Shifted("/", shift))
            self._walk(part, runs, boxes, shift)

    def _count(self, name: str) -> None:
        if what := _UNREADABLE.get(name):
            self.unread[what] = self.unread.get(what, 0) + 1


def _block(style: str, text: str) -> Iterator[Block]:
    text = "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\n"))))
    if text:
        yield Block(style, text)


def _under(parent: Any, wanted: str) -> Iterator[Any]:
    """Yield the rows of a table or the cells of a row, those in wrappers among them."""
    for element in parent:
        name = local(element)
        if name == wanted:
            yield element
        elif name not in _SILENT:
            yield from _under(element, wanted)


def _style(paragraph: Any) -> str:
    style = child(child(paragraph, "pPr"), "pStyle")
    return "" if style is None else value(style, "val")


def _mark_is_deleted(paragraph: Any) -> bool:
    """Whether the paragraph's end was deleted, moved away or hidden, so that the next one goes on with it."""
    look = child(child(paragraph, "pPr"), "rPr")
    return any(child(look, name) is not None for name in ("del", "moveFrom", "specVanish"))
