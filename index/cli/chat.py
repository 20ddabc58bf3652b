"""A conversation in the terminal."""

import sys
from collections.abc import Iterable, Sequence

from index.cli.show_answer import show_answer
from index.console.terminal import Terminal
from index.library import Library

PROMPT = "ask> "


def converse(library: Library, terminal: Terminal, examples: Sequence[str]) -> None:
    """Answer what is typed, until the end of input; from a pipe, each line that says something.

    When a pipe brings no question at all, the examples are answered instead.
    """
    if sys.stdin.isatty():
        _talk(library, terminal, examples)
        return
    questions = [line.strip() for line in sys.stdin if line.strip()]
    _answer_all(library, terminal, questions or examples)


def _talk(library: Library, terminal: Terminal, examples: Sequence[str]) -> None:
    terminal.block(
        f"{len(library)} articles. Type a question; every answer is quoted word for word. "
        "Leave with an empty line or Ctrl-D."
    )
    if examples:
        terminal.block("For example: " + "  ".join(examples), style="dim")
    while True:
        try:
            question = terminal.ask(PROMPT).strip()
        except EOFError:
            terminal.line()
            return
        if not question:
            return
        terminal.line()
        show_answer(terminal, library.search(question))


def _answer_all(library: Library, terminal: Terminal, questions: Iterable[str]) -> None:
    for question in questions:
        terminal.line((PROMPT, "bold"), question)
        terminal.line()
        show_answer(terminal, library.search(question))
