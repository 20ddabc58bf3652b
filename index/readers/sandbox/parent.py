"""The process that parses foreign formats: started when it is needed, ended when it takes too long."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO, cast

from index.model.errors import ToldError
from index.model.limits import MIB, Limits
from index.readers.sandbox.protocol import OUT_OF_MEMORY, WireError, receive, send

_START = (
    "import json, sys; arguments = json.loads(sys.argv[1]); sys.path[:] = arguments['path']; "
    "from index.readers.sandbox.child import main; main(arguments['limits'])"
)
_STARTING_S = 30.0  # what starting may take on a busy machine; it is no part of reading a file
_ENDING_S = 5.0  # what a process that closed its pipes may take to end
_LONGEST_ANSWER = 64 * MIB


class WorkerError(ToldError):
    """The document was not read. The process `died` with it, or answered."""

    def __init__(
        self, reason: str, remedy: str = "", *, command: str = "", kind: str = "", died: bool = False
    ) -> None:
        super().__init__(reason, remedy, command=command, kind=kind)
        self.died = died


class Worker:
    """One process, kept from document to document since loading the parsers takes longer than most of them.

    Not for more than one thread. `close` ends the process; so does losing this object's own process.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._late = False

    def ask(self, request: dict[str, Any], data: bytes = b"") -> tuple[dict[str, Any], bytes]:
        """Return the answer to a request. Raises WorkerError where there is none."""
        process = self._process or self._start()
        with self._awaited(process, self._limits.seconds):
            send(cast("BinaryIO", process.stdin), request, data)
            answer, found = receive(cast("BinaryIO", process.stdout), _LONGEST_ANSWER)
        if answer.get("last"):
            self.close()
        if "reason" in answer:
            reason, remedy, command, kind = (
                str(answer.get(name, "")) for name in ("reason", "remedy", "command", "kind")
            )
            raise WorkerError(reason, remedy, command=command, kind=kind)
        return answer, found

    @contextmanager
    def _awaited(self, process: "subprocess.Popen[bytes]", seconds: float) -> Iterator[None]:
        """End the process when the block takes longer; say why where it gives no answer."""
        self._late = False
        alarm = threading.Timer(seconds, self._end_late, (process,))
        alarm.start()
        try:
            yield
        except (WireError, OSError):
            raise WorkerError(self._reason(process, seconds), died=True) from None
        finally:
            alarm.cancel()
            alarm.join()

    def close(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what it had not read yet
                    pipe.close()

    def _start(self) -> subprocess.Popen[bytes]:
        paths = [str(Path(part).resolve()) for part in sys.path]
        arguments = {"path": paths, "limits": asdict(self._limits)}
        posix = os.name == "posix"
        try:
            process = self._process = subprocess.Popen(  # noqa: S603  our own interpreter and module
                [sys.executable, "-P", "-B", "-X", "utf8", "-c", _START, json.dumps(arguments)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                # Tokens and passwords stand among the variables; Windows starts nothing without its own.
                env={} if posix else None,
                # Ctrl-C is for the process that asks, which then ends this one.
                start_new_session=posix,
            )
        except OSError as error:
            raise WorkerError(
                f"no process could be started to read it ({error})", command="free some memory"
            ) from None
        with self._awaited(process, _STARTING_S):
            receive(cast("BinaryIO", process.stdout), _LONGEST_ANSWER)
        return process

    def _end_late(self, process: "subprocess.Popen[bytes]") -> None:
        self._late = True
        process.kill()

    def _reason(self, process: "subprocess.Popen[bytes]", seconds: float) -> str:
        """Say why the process gave no answer, and let go of it."""
        late = self._late  # before close() ends what is left of it
        with suppress(subprocess.TimeoutExpired):
            process.wait(_ENDING_S)
        self.close()
        code = process.returncode
        if late or -code == getattr(signal, "SIGXCPU", 0):
            return f"took longer than {seconds:g} s to read; split it, or {self._limits.remedy('seconds')}"
        if code == OUT_OF_MEMORY:
            return str(self._limits.exceeded("memory_bytes", "takes", "split it"))
        if -code == getattr(signal, "SIGKILL", 0):
            return "was too much for the machine's memory; split it"
        name = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return f"made the parser crash ({name}); open it in its program and save it again"
