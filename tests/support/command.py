"""The pullquote command, as a person runs it: in this process, which has loaded all that it needs."""

import io
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from typing import NamedTuple
from unittest.mock import patch

from index.cli import main


class Done(NamedTuple):
    """What a command left: its exit code, and what it wrote to the standard streams."""

    code: int
    stdout: str
    stderr: str


def run(*arguments: object, stdin: str = "", encoding: str = "utf-8", **variables: str) -> Done:
    """Run the command, with these variables beside those of the test, in a terminal of this encoding."""
    given, out, err = io.BytesIO(stdin.encode(encoding)), io.BytesIO(), io.BytesIO()
    streams = [io.TextIOWrapper(one, encoding=encoding, write_through=True) for one in (given, out, err)]
    with (
        # As wide as where there is no screen: pytest may well have one.
        patch.dict(os.environ, {"COLUMNS": "80", **variables}),
        patch.object(sys, "argv", ["pullquote", *map(str, arguments)]),
        patch.object(sys, "stdin", streams[0]),
        redirect_stdout(streams[1]),
        redirect_stderr(streams[2]),
    ):
        code = _code()
    return Done(code, out.getvalue().decode(encoding), err.getvalue().decode(encoding))


def _code() -> int:
    try:
        main()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def pullquote(*arguments: object, stdin: str = "", code: int = 0) -> str:
    """Run the command, which must end with this code, and return what it printed."""
    done = run(*arguments, stdin=stdin)
    assert done.code == code, done.stderr
    return done.stdout if code == 0 else done.stderr + done.stdout
