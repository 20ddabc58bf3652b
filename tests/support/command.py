"""The pullquote command, run as a person runs it."""

import subprocess
import sys


def pullquote(*arguments: object, stdin: str = "", code: int = 0) -> str:
    """Run the command as a person would, and return what it printed."""
    result = subprocess.run(
        [sys.executable, "-m", "index.cli", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == code, result.stderr
    return result.stdout if code == 0 else result.stderr + result.stdout
