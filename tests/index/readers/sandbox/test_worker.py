"""The process that parses foreign formats: it may hang, crash or eat memory, and loses one file by it."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from documents import PAGE, zipped
from index import Article, Problem, read_articles
from index.model.limits import Limits
from index.readers.formats.zip import Members
from index.readers.sandbox import child
from index.readers.sandbox.parent import Worker, WorkerError
from index.readers.sandbox.protocol import WireError, receive, send

needs_posix = pytest.mark.skipif(os.name != "posix", reason="the system has no such limits")
HTML = {"format": "html", "url": "", "charset": ""}

# A parser for tests, put in the place of the one for Markdown: its input is Python.
RIGGED = """
import json, sys, types
arguments = json.loads(sys.argv[1])
sys.path[:] = arguments["path"]
import index.readers.sandbox.child as child
sys.modules["index.readers.formats.markdown"] = module = types.ModuleType("index.readers.formats.markdown")
module.parse = lambda document: iter(exec(document.data) or ())
child.main(arguments["limits"])
"""


@pytest.fixture(scope="module")
def rigged() -> Iterator[Worker]:
    """Yield a worker that does what it is told, within 1 s and 64 MB."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("index.readers.sandbox.parent._START", RIGGED)
        worker = Worker(Limits(seconds=1, memory_bytes=64 * 2**20))
        yield worker
        worker.close()


def do(worker: Worker, code: str) -> str:
    """Return what the worker says to running `code`: nothing, or why not."""
    try:
        worker.ask({"format": "md", "url": "", "charset": ""}, code.encode())
    except WorkerError as error:
        return str(error)
    return ""


def test_one_process_reads_many_documents() -> None:
    worker = Worker(Limits())
    try:
        for _ in range(3):
            answer, _ = worker.ask(HTML, PAGE.encode())
            assert answer["items"][0]["article"]["title"] == "Ferry runs aground in fog"
        first = worker._process
        with pytest.raises(WorkerError, match="no article was found"):
            worker.ask(HTML, b"<html></html>")
        assert worker._process is first
    finally:
        worker.close()
    assert first is not None
    assert first.returncode is not None


def test_a_parser_that_hangs_is_ended_and_another_takes_its_place(rigged: Worker) -> None:
    start = time.perf_counter()
    late = "took longer than 1 s to read; split it, or raise the limit seconds (--limit seconds=2)"
    assert do(rigged, "while True: pass") == late
    assert do(rigged, "import time; time.sleep(600)") == late
    assert time.perf_counter() - start < 120
    assert do(rigged, "pass") == ""


DEATHS = {
    "bytearray(10**9)": "takes more than 64 MB; split it, or raise the limit memory_bytes "
    "(--limit memory_bytes=128MB)",
    "x = []\nwhile True: x.append(bytearray(10**6))": "takes more than 64 MB",
    "import faulthandler; faulthandler._sigsegv()": "made the parser crash (SIGSEGV); open it in its program",
    "import os; os.abort()": "made the parser crash (SIGABRT)",
    "import os; os._exit(3)": "made the parser crash (exit code 3)",
    "import signal; signal.raise_signal(signal.SIGKILL)": "was too much for the machine's memory",
}


@needs_posix
@pytest.mark.parametrize(("code", "reason"), DEATHS.items())
def test_a_parser_that_dies_is_one_reason(rigged: Worker, code: str, reason: str) -> None:
    assert do(rigged, code).startswith(reason)
    assert do(rigged, "pass") == ""


FAILURES = {
    "raise ValueError('odd\\n thing')": "cannot be parsed (ValueError: odd thing); open it in its program",
    "raise KeyError('x' * 10**6)": "cannot be parsed (KeyError: 'xxx",
    "(lambda f: f(f))(lambda f: f(f))": "is nested too deeply",
    "print('noise' * 1000)": "",
}
OVERSTEPS = {
    "import socket; socket.create_connection(('127.0.0.1', 80))": "socket.",
    "import subprocess; subprocess.run(['true'])": "subprocess.Popen",
    "import os; os.system('true')": "os.system",
    "import os; os.kill(1, 0)": "os.kill",
    "import os; os.remove('nowhere')": "os.remove",
    "open('nowhere', 'w')": "open",
}


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        *FAILURES.items(),
        *((code, f"cannot be parsed (PermissionError: {what}") for code, what in OVERSTEPS.items()),
    ],
)
def test_a_parser_that_fails_or_oversteps_keeps_its_process(rigged: Worker, code: str, reason: str) -> None:
    assert do(rigged, "pass") == ""
    process = rigged._process
    said = do(rigged, code)
    assert said.startswith(reason)
    assert len(said) < 250
    assert "\n" not in said
    assert rigged._process is process


@needs_posix
def test_a_parser_sees_no_variables(rigged: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    rigged.close()
    assert do(rigged, "import os; assert 'DISCORD_TOKEN' not in os.environ, 'leaked'") == ""


@needs_posix
def test_a_process_that_keeps_memory_is_replaced(rigged: Worker) -> None:
    assert do(rigged, "import builtins; builtins.kept = bytearray(40 * 2**20)") == ""
    assert rigged._process is None
    assert do(rigged, "pass") == ""


@needs_posix
def test_the_process_ends_with_the_one_that_asked() -> None:
    code = (
        "import os, signal; from index.model.limits import Limits\n"
        "from index.readers.sandbox.parent import Worker\n"
        "worker = Worker(Limits()); worker._start(); print(worker._process.pid, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ended.returncode == -signal.SIGKILL
    for _ in range(100):
        try:
            os.kill(int(ended.stdout), 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("it is still there")


def test_an_archive_that_keeps_ending_the_parser_is_left(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = Worker.ask

    def dying(self: Worker, request: dict[str, Any], data: bytes = b"") -> tuple[dict[str, Any], bytes]:
        if request["format"] == "zip":
            return asked(self, request, data)
        raise WorkerError("took longer than 20 s to read", died=True)

    path = tmp_path / "a.zip"
    path.write_bytes(zipped({f"{number}.html": PAGE.encode() for number in range(9)}))
    monkeypatch.setattr(Worker, "ask", dying)
    *died, last = read_articles(path)
    assert [str(problem) for problem in died] == [
        f"{path}/{number}.html: took longer than 20 s to read" for number in range(3)
    ]
    assert str(last) == f"{path}: has 3 files that end the parser; the rest is left out"


def test_what_the_process_says_is_checked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE)
    answers = [
        {"article": {"text": "ok", "pages": []}},
        {"article": {"text": "lone \ud800", "pages": []}},
        {"article": {"text": "x", "pages": [9]}},
        {"article": {"colour": "red", "pages": []}},
        {"article": {"text": "ok", "id": "another's", "title": "x" * 501}},
        {"article": None},
        {"problem": {}},
        "odd",
        {"problem": {"place": ", line\n2", "reason": "odd\x1b[31m", "lost": True}},
    ]
    monkeypatch.setattr(Worker, "ask", lambda *_: ({"items": answers}, b""))
    items = list(read_articles(tmp_path / "a.html"))
    assert [(item.id, item.title) for item in items if isinstance(item, Article)] == [("", ""), ("", "")]
    problems = [item for item in items if isinstance(item, Problem)]
    assert len(problems) == 7
    assert all(isinstance(problem, Problem) for problem in problems)
    assert str(problems[-1]) == f"{tmp_path}/a.html, line\\n2: odd\\x1b[31m"


EMPTY = b"\0\0\0\2\0\0\0\0"


@pytest.mark.parametrize(
    "said", [b"", EMPTY + b"{", EMPTY + b"{]", EMPTY + b"[]", b"\xff" * 8, b"\0\0\0\2\0\0\0\5{}x"]
)
def test_an_answer_that_is_none(said: bytes) -> None:
    with pytest.raises(WireError):
        receive(io.BytesIO(said), 1000)


def test_a_message_arrives_as_it_was_sent() -> None:
    pipe = io.BytesIO()
    send(pipe, {"a": ["é", "\ud800"]}, b"bytes")
    pipe.seek(0)
    assert receive(pipe, 1000) == ({"a": ["é", "\ud800"]}, b"bytes")


@pytest.mark.parametrize("name", sorted(child.PARSERS))
def test_what_looks_like_a_path_is_text_to_every_parser(name: str) -> None:
    limits = Limits()
    request = {"format": name, "url": "", "charset": ""}
    answer, _ = child._answer(request, b"/etc/passwd", limits, Members(limits))
    assert "root:" not in json.dumps(answer)
