"""From a source to its articles: tells the format and has the right reader read it, within the limits."""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from index.cleaning import NO_BATCH, Batch
from index.fetching import FetchedPage, Fetcher, FetchError, Guard
from index.model.article import Article, ReadFrom
from index.model.limits import MIB, Limits, TooMuchError
from index.model.report import Problem
from index.model.source_file import FileRead, FileState, ReadItem
from index.readers.detect import NoReaderError, kind_of
from index.readers.fingerprint import fingerprint, reader_of
from index.readers.finish import completed, received
from index.readers.first_pass import LARGEST, TEXT, count, count_files
from index.readers.formats import csv, json, records, text
from index.readers.formats.document import UnreadableError, checked_length
from index.readers.media_types import SUFFIXES
from index.readers.sandbox.parent import Worker, WorkerError
from index.readers.sources import (
    InputSource,
    content_digest,
    file_state,
    files_in,
    open_file,
    resolved,
    shown,
    standard_input,
    whole,
)
from index.text.encoding import NotTextError, decode
from index.text.lines import HEAD, Rejoined

Items = Iterator[Article | Problem]

# Read record by record, so of any size.
_STREAMS: dict[str, Callable[[BinaryIO, str, Limits], Items]] = {
    "jsonl": records.read_jsonl,
    "json": json.read,
    "csv": csv.read,
}
_FOREIGN = ("md", "html", "pdf", "docx", "feed")
_ARCHIVE = "zip"
FORMATS = (TEXT, *_STREAMS, *_FOREIGN, _ARCHIVE)
AUTO = "auto"
# An archive whose files end the parser this often is made for that.
_MOST_DEATHS = 3


class Reading:
    """One run over sources, with the same processes for all the foreign formats among them."""

    def __init__(
        self, limits: Limits, guard: Guard, unchanged: Callable[[FileState], bool] | None = None
    ) -> None:
        self._limits = limits
        self._unchanged = unchanged
        self._fetcher = Fetcher(limits=limits, guard=guard)
        self._worker = Worker(limits)
        # Holds an archive while the other one parses what is in it.
        self._unpacker = Worker(limits)
        self._deaths = 0
        self._sources: Sequence[str | Path] = ()
        self._chosen = AUTO
        # Over the sources, once a text among them is read; over the archive that is being read.
        self._batch: Batch | None = None
        self._packed = NO_BATCH

    def together(self, sources: Sequence[str | Path], chosen: str) -> None:
        """Declare which sources are read together: lines that their texts share are furniture.

        The texts are read twice, but not before the first of them is asked for.
        """
        self._sources, self._chosen = sources, chosen

    def close(self) -> None:
        """End the processes."""
        self._worker.close()
        self._unpacker.close()

    def path(self, path: Path, chosen: str) -> Iterator[ReadItem]:
        """Yield the articles of a file or folder, and a `FileRead` after each file."""
        for found in files_in(path):
            if isinstance(found, Problem):
                yield found
                yield FileRead(found.place)
                continue
            source = InputSource(place=shown(found), name=found.name, origin=shown(resolved(found)))
            try:
                with open_file(found) as file:
                    yield from self._unless_known(source, file, chosen)
                    continue
            except OSError as error:
                reason = f"cannot be read ({error.strerror}); check the name and its permissions"
                yield Problem(source.place, reason)
            except ValueError as error:
                yield Problem.of(source.place, error)
            yield FileRead(source.place)

    def _unless_known(self, source: InputSource, file: BinaryIO, chosen: str) -> Iterator[ReadItem]:
        """Yield the articles of a file that has changed since it was read, and what it was then."""
        if self._unchanged is None:
            yield from self.file(source, file, chosen)
            yield FileRead(source.place)
            return
        reader = fingerprint(chosen, self._limits)
        state = file_state(file, source.origin, reader)
        if self._unchanged(state):
            yield FileRead(source.place, state, skipped=True)
            return
        yield from self.file(source, file, chosen)
        # One that is written meanwhile has to be read again.
        still = file_state(file, source.origin, reader) == state
        yield FileRead(source.place, state if still else None)

    def address(self, url: str, chosen: str) -> Items:
        """Yield the articles of what an address leads to."""
        try:
            page = self._fetcher.fetch(url)
        except FetchError as error:
            yield Problem.of(shown(url), error)
            return
        yield from self.page(page, shown(url), chosen)

    def page(self, page: FetchedPage, place: str, chosen: str) -> Items:
        """Yield the articles of a page that was fetched."""
        name = SUFFIXES.get(page.content_type, "")
        source = InputSource(
            place=place, name=f"page{name}", origin=page.url, url=page.url, charset=page.charset
        )
        yield from self.file(source, io.BytesIO(page.data), chosen)

    def standard_input(self, chosen: str) -> Items:
        """Yield the articles that standard input holds."""
        yield from self.file(InputSource(place="standard input"), standard_input(), chosen)

    def file(self, source: InputSource, file: BinaryIO, chosen: str = AUTO) -> Items:
        """Yield the articles of an open file."""
        for item in self._file(source, file, chosen):
            # Reasons quote what the file says, which may be made to steer a terminal.
            yield item if isinstance(item, Article) else item.written(shown)

    def _file(self, source: InputSource, file: BinaryIO, chosen: str) -> Items:
        try:
            content = content_digest(file)
            head = file.read(HEAD)
            stream = io.BufferedReader(Rejoined(head, file), MIB)
            kind = kind_of(head, source.name) if chosen == AUTO else chosen
            for item in self._read(source, kind, stream):
                # What was read from an archive names its own file already.
                if isinstance(item, Article) and item.read_from is None:
                    yield replace(item, read_from=ReadFrom(content, reader_of(kind)))
                else:
                    yield item
        except (NoReaderError, NotTextError, TooMuchError, UnreadableError, WorkerError) as error:
            yield Problem.of(source.place, error)

    def _read(self, source: InputSource, kind: str, stream: BinaryIO) -> Items:
        if kind in _STREAMS:
            yield from _STREAMS[kind](stream, source.place, self._limits)
        elif kind == _ARCHIVE:
            yield from records.within_reason(self._archive(source, whole(stream, self._limits)), source.place)
        elif kind in _FOREIGN:
            yield from records.within_reason(
                self._foreign(source, kind, whole(stream, self._limits)), source.place
            )
        else:
            yield from self._text(source, whole(stream, self._limits))

    def _text(self, source: InputSource, data: bytes) -> Items:
        decoded = decode(data, source.charset)
        if decoded.note:
            yield Problem(source.place, decoded.note, lost=False)
        content = checked_length(decoded.text, self._limits)
        for item in text.read(content, source.place, self._batch_of(source)):
            yield completed(source, item)

    def _batch_of(self, source: InputSource) -> Batch:
        """Return what is known of the files that are read together with this one."""
        if source.packed:
            return self._packed
        if source.url or not source.origin:  # one page, or standard input
            return NO_BATCH
        if self._batch is None:
            self._batch = count_files(self._sources, self._chosen)
        return self._batch

    def _foreign(self, source: InputSource, kind: str, data: bytes) -> Items:
        request = {"format": kind, "url": source.url, "charset": source.charset}
        try:
            answer, _ = self._worker.ask(request, data)
        except WorkerError as error:
            self._deaths += error.died
            raise
        # The entries of a feed are not the file, and its address is none of theirs.
        given = replace(source, origin="", url="") if kind == "feed" else source
        for item in answer.get("items", ()):
            yield completed(given, received(item, source.place))

    def _archive(self, source: InputSource, data: bytes) -> Items:
        if source.packed:
            raise NoReaderError("is an archive in an archive", "unpack it first")
        deaths = self._deaths
        answer, _ = self._unpacker.ask({"format": _ARCHIVE}, data)
        if not answer.get("members"):
            raise UnreadableError("is an archive without files", "there is nothing to quote")
        self._packed = self._shared_lines(answer["members"], data)
        for member in answer["members"]:
            yield from self._member(source, member)
            if self._deaths - deaths >= _MOST_DEATHS:
                raise UnreadableError(f"has {_MOST_DEATHS} files that end the parser", "the rest is left out")

    def _shared_lines(self, members: Sequence[dict[str, Any]], data: bytes) -> Batch:
        """Return what the texts in an archive have in common; it is a batch by itself."""
        small = [member for member in members if not member["reason"] and 0 < member["size"] <= LARGEST]
        batch = Batch()
        for member in small if len(small) > 1 else ():
            try:
                _, content = self._unpacker.ask({"format": _ARCHIVE, "member": member["member"]})
            except WorkerError as error:
                if not error.died:
                    continue
                # The archive went with the process; what is wrong with the file is said when it is read.
                self._unpacker.ask({"format": _ARCHIVE}, data)
                break
            count(batch, content, member["name"], AUTO)
        return batch

    def _member(self, source: InputSource, member: dict[str, Any]) -> Items:
        name = shown(member["name"])
        inside = InputSource(
            place=f"{source.place}/{name}",
            name=name.rpartition("/")[2],
            origin=source.origin and f"{source.origin}/{name}",
            packed=True,
        )
        if member["reason"]:
            yield Problem(inside.place, member["reason"])
            return
        try:
            _, data = self._unpacker.ask({"format": _ARCHIVE, "member": member["member"]})
        except WorkerError as error:
            if error.died:  # and the archive with it
                reason = f"{error.reason} ({name}), and nothing after it was read"
                raise UnreadableError(reason, error.remedy, command=error.command) from None
            yield Problem.of(inside.place, error)
            return
        yield from self.file(inside, io.BytesIO(data))
