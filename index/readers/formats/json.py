"""JSON that is no JSONL: an array of records, an object around one, or records alone, of any size."""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from index.model.article import Article
from index.model.limits import DEFAULT_LIMITS, MIB, Limits, TooMuchError
from index.model.report import Problem
from index.readers.formats.records import KEYS, article_of, within_reason
from index.text.encoding import sample_encoding
from index.text.lines import HEAD, Rejoined

_BETWEEN = re.compile(r"[\s,\ufeff]*")
_DECODER = json.JSONDecoder()


def read(file: BinaryIO, place: str, limits: Limits = DEFAULT_LIMITS) -> Iterator[Article | Problem]:
    """Yield the articles of `file`, holding no more than one element of the array in memory."""
    return within_reason(_read(file, place, limits), place)


def _read(file: BinaryIO, place: str, limits: Limits) -> Iterator[Article | Problem]:
    number = 0
    try:
        for value in _values(file, limits):
            for record in _records(value):
                number += 1
                yield from article_of(record, f"{place}, record {number}", limits)
    except TooMuchError as error:
        said = Problem.of(f"{place}, record {number + 1}", error)
        yield replace(said, command=f"{said.command}; nothing after it was read")
    except (ValueError, RecursionError) as error:
        # A decoder's own text names a place in a piece of the file, which nobody could find.
        why = "nested too deeply" if isinstance(error, RecursionError) else getattr(error, "msg", error)
        yield Problem(
            f"{place}, record {number + 1}", f"is no JSON ({why})", remedy="nothing after it was read"
        )


def _records(value: Any) -> list[Any]:
    """Return the records in `value`: itself, or the one list of objects that it wraps ("articles")."""
    if isinstance(value, dict) and not {key.casefold() for key in value}.intersection(KEYS["text"]):
        lists = [inside for inside in value.values() if isinstance(inside, list) and inside]
        if len(lists) == 1 and all(isinstance(one, dict) for one in lists[0]):
            return lists[0]
    return [value]


def _values(file: BinaryIO, limits: Limits) -> Iterator[Any]:
    """Yield the elements of the outermost array, or the values that stand there without one."""
    head = file.read(HEAD)
    stream = io.BufferedReader(Rejoined(head, file), MIB)
    reader = io.TextIOWrapper(stream, sample_encoding(head), errors="replace")
    text, place, inside = "", 0, False
    while True:
        place = _after_blanks(text, place)
        if place == len(text):
            text, place = reader.read(MIB), 0
            if text:
                continue
            if inside:
                raise ValueError("the array is not closed")
            return
        if text[place] == ("]" if inside else "["):
            place, inside = place + 1, not inside
            continue
        value, text, place = _value(reader, text, place, limits)
        yield value


def _after_blanks(text: str, place: int) -> int:
    match = _BETWEEN.match(text, place)
    return match.end() if match else place


def _value(reader: io.TextIOWrapper, text: str, place: int, limits: Limits) -> tuple[Any, str, int]:
    """Return the value at `place`, and the text with the place after it; read on until it is whole."""
    while True:
        failure, value, end = None, None, place
        try:
            value, end = _DECODER.raw_decode(text, place)
        except ValueError as error:
            failure = error
        if failure is None and end < len(text):
            return value, text, end
        waiting = len(text) - place
        if waiting >= limits.record_bytes:
            raise limits.exceeded("record_bytes", "has", "split it")
        # Doubling the text keeps the work on one long value in proportion to its length.
        more = reader.read(min(max(waiting, MIB), limits.record_bytes - waiting))
        if not more:
            if failure:
                raise failure
            return value, text, end
        text, place = text[place:] + more, 0
