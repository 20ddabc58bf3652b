"""How well we rank beside plain BM25, and what each part of a score is worth."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np
from quality_sets import DATED, NAMES, TITLES, Sets
from quality_statistics import Values, p_value, row, standard_error

from index.query import builder, word_families
from index.ranking import fields, ranker

WIDTHS = (24, 9, 8, 8, 8, 8, 8)
PART_WIDTHS = (18, *[15] * len(NAMES))
_PARTS = {"TITLE": fields, "ARTICLE": fields, "PAIRS": ranker, "NEARNESS": ranker, "DERIVED": word_families}


def table(sets: Sets) -> None:
    """Print nDCG@10 (MAP for CACM) of plain BM25 and of ours, their difference and what it means."""
    print(row(("nDCG@10", "questions", "plain", "ours", "s.e.", "gain", "p"), WIDTHS))
    for name in NAMES:
        one = sets.get(name)
        plain, ours = one.values(plain=True), one.values()
        _line(TITLES[name], plain, ours)
        if name == DATED:
            for half, places in zip(("older half", "newer half"), one.halves(), strict=True):
                _line(f"  {half}", plain[places], ours[places])


def _line(title: str, plain: Values, ours: Values) -> None:
    means = float(plain.mean()), float(ours.mean())
    gain = f"{means[1] - means[0]:+.4f}"
    p = p_value(ours, plain)
    print(
        row((title, len(ours), *means, standard_error(ours), gain, f"{p:.4f}"), WIDTHS),
        flush=True,
    )


def parts(sets: Sets) -> None:
    """Print what is lost or gained without each part, and without other spellings."""
    base = _base(sets)
    for constant, module in _PARTS.items():
        with replaced(module, **{constant: 0.0}):
            _differences(sets, f"{constant} = 0", base)
    with without_spellings():
        _differences(sets, "no other spellings", base)


def weights(sets: Sets) -> None:
    """Print what half and twice the weight of each part would change."""
    base = _base(sets)
    for constant, module in _PARTS.items():
        for times in (0.5, 2.0):
            value = times * getattr(module, constant)
            with replaced(module, **{constant: value}):
                _differences(sets, f"{constant} = {value:g}", base)


def _base(sets: Sets) -> dict[str, Values]:
    base = {name: sets.get(name).values() for name in NAMES}
    print(row(("nDCG@10", *(TITLES[name] for name in NAMES)), PART_WIDTHS))
    print(row(("questions", *(len(values) for values in base.values())), PART_WIDTHS))
    print(row(("as it is", *(float(values.mean()) for values in base.values())), PART_WIDTHS), flush=True)
    return base


def _differences(sets: Sets, title: str, base: Mapping[str, Values]) -> None:
    changed = {name: sets.get(name).values() for name in NAMES}
    cells = [
        f"{np.mean(changed[name]) - np.mean(base[name]):+.4f} p {p_value(changed[name], base[name]):.3f}"
        for name in NAMES
    ]
    print(row((title, *cells), PART_WIDTHS), flush=True)


@contextmanager
def replaced(module: Any, **values: Any) -> Iterator[None]:
    """Give names of a module other values for a while."""
    before = {name: getattr(module, name) for name in values}
    try:
        for name, value in values.items():
            setattr(module, name, value)
        yield
    finally:
        for name, value in before.items():
            setattr(module, name, value)


@contextmanager
def without_spellings() -> Iterator[None]:
    """Let no word of a question be met by another spelling of it in the library."""
    none = {"propose": lambda *_: [], "apart": lambda *_: None, "together": lambda *_: None}
    with replaced(builder, **none):
        yield
