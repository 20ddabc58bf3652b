"""A conversation in the terminal."""

import sys
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from index.answer_console import show_answer
from index.library import Library

PROMPT = "ask> "


def converse(library: Library, console: Console, examples: Sequence[str]) -> None:
    """Answer what is typed, until the end of input; from a pipe, each line that says something.

    When a pipe brings no question at all, the examples are answered instead.
    """
    if sys.stdin.isatty():
        _talk(library, console, examples)
        return
    questions = [line.strip() for line in sys.stdin if line.strip()]
    _answer_all(library, console, questions or examples)


def _talk(library: Library, console: Console, examples: Sequence[str]) -> None:
    console.print(
        f"{len(library)} articles. Type a question; every answer is quoted word for word. "
        "Leave with an empty line or Ctrl-D."
    )
    if examples:
        console.print(Text("For example: " + "  ".join(examples), style="dim"))
    while True:
        try:
            question = console.input(f"[bold]{PROMPT}[/bold]").strip()
        except EOFError:
            console.print()
            return
        if not question:
            return
        console.print()
        show_answer(console, library.search(question))


def _answer_all(library: Library, console: Console, questions: Iterable[str]) -> None:
    for question in questions:
        console.print(Text.assemble((PROMPT, "bold"), question), end="\n\n")
        show_answer(console, library.search(question))
