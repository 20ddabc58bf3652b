"""The process in which the parsers of foreign formats run: it can be killed, and loses nothing of ours.

It gets bytes over a pipe and answers with fields. It may not use more memory than allowed, write files, start
programs or open connections; `Worker` ends it when it takes too long.
"""

import importlib
import os
import re
import sys
from contextlib import suppress
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, BinaryIO

from index.model.article import Article
from index.model.limits import Limits, TooMuchError
from index.readers.formats.document import Document, UnreadableError
from index.readers.formats.zip import Members
from index.readers.sandbox.protocol import OUT_OF_MEMORY, WireError, receive, send
from index.text.encoding import NotTextError

try:
    import resource
except ImportError:  # Windows: there, time and sizes alone are bounded
    resource = None  # type: ignore[assignment]

# Each in a module of `formats`, imported when it is asked for.
PARSERS = {"html": "html", "pdf": "pdf", "docx": "docx", "feed": "feed", "md": "markdown"}
# What Python reports before it does it (sys.audit): a wall for libraries of Python, none for machine code.
_FORBIDDEN = re.compile(
    r"socket\.(?:connect|getaddrinfo|bind|sendto)|subprocess\.Popen"
    r"|os\.(?:exec|fork|forkpty|posix_spawn|system|kill|remove|rename|rmdir|mkdir|link|symlink|truncate|chmod|chown)"
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_LONGEST_REASON = 120  # characters of what a library says
_GRACE = 5  # seconds of processor time beyond what the other side waits for


def main(limits: dict[str, Any]) -> None:
    """Report that the process is ready, then answer requests from standard input until it ends."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # What a library prints must not end up between the answers.
    os.dup2(2, 1)
    known = Limits(**limits)
    _confine(known)
    try:
        with suppress(WireError, BrokenPipeError):
            _serve(requests, answers, known)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)  # what cleaning up would need is gone


def _serve(requests: BinaryIO, answers: BinaryIO, limits: Limits) -> None:
    members = Members(limits)
    fresh = _mapped()
    send(answers, {})
    tired = False
    while not tired:
        request, data = receive(requests, limits.file_bytes)
        _wind_up(limits)
        message, found = _answer(request, data, limits, members)
        # Caches and what stays between pieces in use would leave later files less than they may have.
        tired = request["format"] != "zip" and _mapped() - fresh > limits.memory_bytes // 2
        send(answers, {**message, "last": tired}, found)


def _answer(request: dict[str, Any], data: bytes, limits: Limits, members: Members) -> tuple[Any, bytes]:
    try:
        if request["format"] == "zip":
            return members.answer(request, data)
        return {"items": _parse(request, data, limits)}, b""
    except (TooMuchError, UnreadableError, NotTextError) as error:
        return {name: getattr(error, name) for name in ("reason", "remedy", "command", "kind")}, b""
    except RecursionError:
        reason = "is nested too deeply"
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  whatever a parser raises is about this one file
        said = " ".join(f"{type(error).__name__}: {error}".split())[:_LONGEST_REASON]
        reason = f"cannot be parsed ({said})"
    return {"reason": reason, "remedy": "open it in its program and save it again"}, b""


def _parse(request: dict[str, Any], data: bytes, limits: Limits) -> list[dict[str, Any]]:
    name = request["format"]
    if name not in PARSERS:
        raise UnreadableError(f'is of no format that is read here ("{name}")')
    module = importlib.import_module(f"index.readers.formats.{PARSERS[name]}")
    document = Document(data=data, url=request["url"], charset=request["charset"], limits=limits)
    return [
        {"article": _known(item)} if isinstance(item, Article) else {"problem": asdict(item)}
        for item in module.parse(document)
    ]


def _known(article: Article) -> dict[str, Any]:
    """Return the fields that a parser filled."""
    named = ((field.name, getattr(article, field.name)) for field in fields(article))
    return {name: value for name, value in named if value}


def _confine(limits: Limits) -> None:
    """Give up what no parser needs."""

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        if (event == "open" and int(arguments[2] or 0) & _WRITING) or _FORBIDDEN.fullmatch(event):
            raise PermissionError(f"{event} is not for parsers")

    sys.addaudithook(refuse)
    if resource is None:
        return
    # What is mapped already does not count: numpy reserves more than it uses, the more the more cores.
    mapped = _mapped()
    if mapped:
        _bound(resource.RLIMIT_AS, mapped + limits.memory_bytes)
    _bound(resource.RLIMIT_FSIZE, 0)
    _bound(resource.RLIMIT_CORE, 0)


def _mapped() -> int:
    """Return the bytes of memory that this process has mapped; 0 where the system does not say."""
    with suppress(OSError):
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    return 0


def _wind_up(limits: Limits) -> None:
    """Bound the processor time of the next answer: a loop must end even when nobody is left to end it."""
    if resource is not None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        seconds = int(used.ru_utime + used.ru_stime + limits.seconds) + _GRACE
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))


def _bound(kind: int, value: int) -> None:
    # macOS knows limits that it does not accept.
    with suppress(OSError, ValueError):
        resource.setrlimit(kind, (value, value))
