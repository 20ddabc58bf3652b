"""Nothing that others wrote commands the terminal, by whatever command it gets there."""

import io
import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from command import run
from index import Article, Library
from index.console.legible import escaped, isolated, legible, one_line, plain
from index.console.terminal import LogLines, Terminal, quoted

ATTACKS = (
    "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "\x1b[2J\x1b[H\x1bc",
    "\x9b2J\x9d0;title\x9c",
    "\x90q\x85\x84",
    "\rfailed: 0",
    "\b\b\b\b\x7f",
    "a\nb\x0bc\x0cd\x1ce\u2028f\u2029g",
    "\u202egnp.exe",
    "\u202a\u2067\u2066open",
    "\u202c\u2069closed",
    "[red]markup[/red] [link=https://evil.example]x[/link]",
    "\x00\x07\x0e\x0f",
    "\u200f\u200e\u061cעברית العربية",
    "\t\ttab",
    ":smile:",
)
HOSTILE = st.one_of(
    st.sampled_from(ATTACKS),
    st.text(
        st.one_of(
            st.characters(max_codepoint=0xA0),
            st.sampled_from("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069אבج"),
            st.characters(),
        ),
        max_size=40,
    ),
)
COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e\ud800-\udfff]")
# The one thing that rich adds on a screen.
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
OPENING = {"\u202a": "\u202c", "\u202b": "\u202c", "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}


def assert_legible(shown: str) -> None:
    assert not COMMANDS.findall(shown), repr(shown)
    for line in shown.split("\n"):
        waiting: list[str] = []
        for character in line:
            if character in OPENING:
                waiting.append(OPENING[character])
            elif character in OPENING.values():
                assert waiting, repr(line)
                assert waiting.pop() == character, repr(line)
        assert not waiting, repr(line)


# --- the rules


@given(st.text(st.characters(), max_size=80) | HOSTILE)
def test_what_is_shown_commands_nothing_and_has_the_same_places(text: str) -> None:
    shown = legible(text)
    assert len(shown) == len(text)
    assert_legible(shown)
    assert legible(shown) == shown
    assert_legible(isolated(text))
    assert not set("\n\t") & set(one_line(text))
    assert_legible(plain(text))


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=60))
def test_text_without_commands_and_marks_is_shown_as_it_is(text: str) -> None:
    if not re.search("[\u202a-\u202e\u2066-\u2069]", text):
        assert legible(text) == text
        assert plain(text) == text


def test_marks_that_a_text_needs_stay() -> None:
    for text in (
        "\u200fשלום\u200e 5",
        "می\u200cخواهم",
        "\u2067שלום\u2069 (5)",
        "\u202bשלום\u202c",
        "ไทย\u200bไทย",
    ):
        assert legible(text) == text
    assert isolated("Fog") == "Fog"
    assert isolated("שלום") == "\u2068שלום\u2069"


def test_each_end_of_a_line_is_one() -> None:
    assert legible("a\r\nb\rc\x85d\u2028e\u2029f\vg\fh") == "a \nb\nc\nd\ne\nf\ng\nh"


@given(st.dictionaries(st.text(max_size=5), HOSTILE, max_size=3))
def test_json_is_exact_and_commands_nothing(record: dict[str, str]) -> None:
    for wide in (True, False):
        written = escaped(json.dumps(record, ensure_ascii=not wide))
        assert_legible(written)
        assert json.loads(written) == record


@given(HOSTILE, HOSTILE)
def test_a_line_is_one_line_and_markup_is_none(first: str, second: str) -> None:
    for screen in (False, True):
        stream = io.StringIO()
        terminal = Terminal(stream, screen=screen)
        terminal.line("«", first, (second, "bold"), "» [red]")
        terminal.block("«", quoted(first), (second, "bold"), "»")
        terminal.paste(first)
        shown = COLOURS.sub("", stream.getvalue())
        assert_legible(shown)
        assert shown.split("\n")[0].endswith("» [red]")


@given(HOSTILE)
def test_an_entry_of_a_log_cannot_look_like_two(text: str) -> None:
    record = logging.LogRecord("bot", logging.ERROR, "", 0, "%s", (text,), None)
    shown = LogLines("ERROR %(message)s").format(record)
    assert_legible(shown)
    assert all(line.startswith("    ") for line in shown.split("\n")[1:])


# --- the commands


def pullquote(*arguments: object, stdin: str = "") -> str:
    """Run a command, and return all that it printed, wherever."""
    done = run(*arguments, stdin=stdin)
    return done.stdout + done.stderr


def commands(article: Article) -> Iterator[tuple[object, ...]]:
    ask = "Why did the ferry run aground?"
    yield from (("list",), ("list", "--json"), ("show", article.id), ("show", f"{article.id}#1"))
    yield from (("ask", ask), ("ask", ask, "--why"), ("ask", ask, "--json"), ("ask", "tungsten ferry quarks"))
    yield from (("compare", ask), ("compare", ask, "--json"), ("quote", "The ferry ran aground in thick fog"))
    yield ("quote", article.text[:200])
    yield from (("cite", f"{article.id}#1", "--style", style) for style in ("plain", "markdown", "bibtex"))
    yield from (("export",), ("stats",), ("check",), ("synonyms",), ("chat",))
    yield from (("show", article.title), ("remove", article.title, article.outlet), ("cite", article.author))
    yield from (("set", article.id, "--title", f"{article.title}!"), ("show", article.id))
    yield from (("ask", article.title, "--style", article.text), (article.title,), ("add", article.title))
    yield from (("list", "--library", article.author), ("add", "x", "--limit", article.text[:50]))
    yield ("remove", article.id)


@hypothesis_settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(evil=HOSTILE, other=HOSTILE)
def test_no_article_commands_the_terminal(
    evil: str, other: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("library")
    evil, other = (text.encode("utf-8", "replace").decode().replace("\0", "\x01") for text in (evil, other))
    article = Article(
        id=f"a{evil}", title=f"Ferry {evil}", outlet=f"Post {other}", author=f"Ada {evil}",
        url=f"https://e.example/{other}",
        text=f"The ferry ran aground in thick fog{evil}. Nobody {other} fell.",
    )  # fmt: skip
    with Library.open(folder) as library:
        [added] = library.add([article]).added
        article = library.get(added)
    before = os.environ.get("PULLQUOTE_LIBRARY")
    os.environ["PULLQUOTE_LIBRARY"] = str(folder)
    try:
        for command in commands(article):
            shown = pullquote(*command, stdin=f"Why did the ferry {evil} run aground?\n")
            assert_legible(shown)
            if command == ("export",):
                assert json.loads(shown)["title"] == article.title
    finally:
        os.environ.pop("PULLQUOTE_LIBRARY")
        if before is not None:
            os.environ["PULLQUOTE_LIBRARY"] = before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such file names")
@pytest.mark.parametrize("attack", [*ATTACKS, "\udc80\udcff"])
def test_no_file_name_commands_the_terminal(tmp_path: Path, attack: str) -> None:
    name = os.fsencode(attack.replace("/", "_").replace("\0", "\x01") + ".txt")
    Path(os.fsdecode(bytes(tmp_path) + b"/" + name)).write_bytes(b"")
    for arguments in (("add", tmp_path), ("add", tmp_path, "--json"), ("add", "--explain", tmp_path)):
        shown = pullquote(*arguments, "--library", tmp_path / "library")
        assert_legible(shown)
        assert "is empty" in shown


def test_what_goes_wrong_commands_nothing() -> None:
    """Tracebacks, warnings and loggers that nobody has set up go to standard error, past the commands."""
    script = """
import logging, sys, warnings
from index.console.terminal import guard
guard()
evil = "\\x1b]0;evil\\x07\\x9b2J\\r\\u202e"
warnings.warn(evil, stacklevel=1)
logging.getLogger("lib").warning(evil)
print(evil)
raise ValueError(evil)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert done.returncode == 1
    assert b"evil" in done.stdout
    assert done.stderr.count(b"evil") >= 3
    assert_legible((done.stdout + done.stderr).decode())


def test_an_old_encoding_costs_no_answer(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        library.add([Article(id="a", title="Fähre – 渡し船", text="The ferry ran aground in fog.")])
    for encoding in ("ascii", "latin-1", "cp1252"):
        for command in ("list", "export"):
            done = run(command, "--library", tmp_path, encoding=encoding)
            assert done.code == 0
            shown = done.stdout
            assert_legible(shown)
            if command == "export":
                assert json.loads(shown)["title"] == "Fähre – 渡し船"
