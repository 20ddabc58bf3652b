"""Errors carry reason and remedy apart, and nobody cuts them out of a line."""

import ast
import re
from pathlib import Path

import pytest

from bot.texts import CATALOGUES
from index.model.errors import DamagedArticleError, DamageError, LibraryError, UnknownArticleError
from index.model.limits import Limits
from index.model.report import Problem

ROOT = Path(__file__).parents[3]
MESSAGE = re.compile(r"error|reason|problem|message")


@pytest.mark.parametrize(
    ("error", "line", "plain"),
    [
        (
            LibraryError("x: is full", "free some space"),
            "x: is full; free some space",
            "x: is full; free some space",
        ),
        (LibraryError("x: is full"), "x: is full", "x: is full"),
        (DamageError("x is damaged"), f"x is damaged; {DamageError.REMEDY}", "x is damaged"),
        (
            UnknownArticleError("a"),
            'no article "a" in this library; `pullquote list` shows the ids',
            'no article "a" in this library',
        ),
        (
            Limits(file_bytes=1024).exceeded("file_bytes", "has", "split it"),
            "has more than 1,024 bytes; split it, or raise the limit file_bytes (--limit file_bytes=2048)",
            "has more than 1,024 bytes; split it",
        ),
    ],
)
def test_a_terminal_gets_the_whole_line_and_a_chat_the_line_without_commands(
    error: LibraryError, line: str, plain: str
) -> None:
    assert str(error) == line
    assert error.plain == plain
    problem = Problem.of("here", error)
    assert str(problem) == f"here: {line}"
    assert problem.plain == plain


def test_an_error_of_something_inside_a_library_can_be_told_its_place_later() -> None:
    error = DamagedArticleError([1], ['"a"'])
    error.stands_in("/library")
    assert str(error).startswith('/library: article "a" is damaged on disk')
    assert str(error).endswith(DamageError.REMEDY)
    assert error.reason.startswith("/library: ")


def test_nobody_cuts_strings_out_of_a_message() -> None:
    cut = []
    for path in (*(ROOT / "index").rglob("*.py"), *(ROOT / "bot").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if node.func.attr not in {"partition", "rpartition", "split", "rsplit"} or not node.args:
                continue
            sign, told = ast.unparse(node.args[0]), ast.unparse(node.func.value)
            # A note about a feed is a key and a number, apart by a blank; a member's message has lines.
            if MESSAGE.search(told) and sign not in {"' '", r"'\n'"}:
                cut.append(f"{path.name}:{node.lineno}")
    assert cut == []


@pytest.mark.parametrize("language", CATALOGUES)
def test_no_member_is_told_to_run_a_command_of_the_terminal(language: str) -> None:
    told = [key for key, text in CATALOGUES[language].items() if re.search(r"pullquote [a-z-]|--\w", text)]
    assert told == []
