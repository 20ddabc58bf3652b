"""How Word shows a run of text: hidden, raised or lowered, by itself or by its style."""

from collections.abc import Iterable
from typing import Any, NamedTuple

_RAISED_BY = 4  # half points


class RunStyles(NamedTuple):
    """Ids of the styles that hide what they are set on, and how those that raise or lower it do so."""

    hidden: frozenset[str]
    shifts: dict[str, int]

    def hides(self, run: Any) -> bool:
        """Whether a run is hidden."""
        look = child(run, "rPr")
        hidden = child(look, "vanish")
        if hidden is not None:
            return is_on(hidden)
        style = child(look, "rStyle")
        return style is not None and value(style, "val") in self.hidden

    def shift(self, run: Any) -> int:
        """Return 1 for a raised run, -1 for a lowered one, else 0."""
        look = child(run, "rPr")
        if (aligned := child(look, "vertAlign")) is not None:
            return _shift_of(value(aligned, "val"))
        if (moved := child(look, "position")) is not None and child(look, "sz") is not None:
            by = value(moved, "val")
            return (
                0 if not by.lstrip("-").isdecimal() or abs(int(by)) < _RAISED_BY else 1 if int(by) > 0 else -1
            )
        style = child(look, "rStyle")
        return 0 if style is None else self.shifts.get(value(style, "val"), 0)


def run_styles(styles: Iterable[Any]) -> RunStyles:
    """Return what the elements of a file's styles say of hidden, raised and lowered text."""
    hidden: set[str] = set()
    shifts: dict[str, int] = {}
    for style in styles:
        look, name = child(style, "rPr"), value(style, "styleId")
        if (vanish := child(look, "vanish")) is not None and is_on(vanish):
            hidden.add(name)
        if (aligned := child(look, "vertAlign")) is not None:
            shifts[name] = _shift_of(value(aligned, "val"))
    return RunStyles(frozenset(hidden), shifts)


def _shift_of(aligned: str) -> int:
    """Return 1 for raised, -1 for lowered text, 0 for any other."""
    return {"superscript": 1, "subscript": -1}.get(aligned, 0)


def local(element: Any) -> str:
    """Return the element's name without its namespace; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element: Any, name: str) -> Any:
    """Return the first child of that name; None where there is none, or no element."""
    return None if element is None else next((child for child in element if local(child) == name), None)


def value(element: Any, name: str) -> str:
    """Return an attribute, whatever its namespace; "" where there is none."""
    return next((str(value) for key, value in element.items() if key.rpartition("}")[2] == name), "")


def is_on(element: Any) -> bool:
    """Whether a switch is on."""
    return value(element, "val") not in {"0", "false", "off"}
