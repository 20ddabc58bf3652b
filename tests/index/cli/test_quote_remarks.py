"""What the command line says of a quote that was edited."""

import io
import json
from pathlib import Path

import pytest

from command import pullquote
from index import Article, Library
from index.cli.show_lookup import show_quote
from index.console.terminal import Terminal

TEXT = (
    "The lock will not open before June.\n\nThe keeper said 40 barges wait below it. "
    "Nobody was hurt when the gate cracked."
)


@pytest.mark.parametrize(
    ("quote", "lines"),
    [
        ("The lock will … open before", ["not as they are put together", "the ellipsis leaves out “not”"]),
        (
            "The lock will [...] the gate cracked",
            ["the ellipsis leaves out 16 words over 2 paragraphs, among them “not”, “40”, “Nobody”"],
        ),
        ("before June … The keeper said", ["leaves out the end of a sentence over 2 paragraphs"]),
        ("[He] said 40 barges wait", ["These very words", "put in by whoever quotes: [He]"]),
        ("The [man] said 40 barges", ["These very words", "whoever quotes: [man] in place of “keeper”"]),
    ],
)
def test_edits_are_named(tmp_path: Path, quote: str, lines: list[str]) -> None:
    with Library.open(tmp_path / "library") as library:
        library.add([Article(id="a", text=TEXT)])
        show_quote(Terminal(shown := io.StringIO(), width=100), library.lookup.check_quote(quote))
    assert [line for line in lines if line not in shown.getvalue()] == []


def test_what_is_pasted_from_a_chat_is_checked_without_its_marks(tmp_path: Path) -> None:
    pullquote("add", "-", "--library", tmp_path, stdin=json.dumps({"id": "a", "text": TEXT}))
    shown = pullquote("quote", "> The **keeper** said [40 barges](https://a.example) wait", "-l", tmp_path)
    assert shown.startswith("These very words stand here:\nThe keeper said 40 barges wait\n")
    checked = json.loads(pullquote("quote", "The lock will … open", "-l", tmp_path, "--json"))
    assert checked["verdict"] == "edited"
    [edit] = checked["matches"][0]["edits"]
    assert (edit["left_out"], edit["telling"], edit["matters"]) == ("not", ["not"], True)
