"""What `ask` shows of an answer, and what `--why` adds."""

import io
import json
from pathlib import Path

import pytest

from command import pullquote
from index import Article, Library
from index.cli.show_answer import answer_record, show_answer
from index.console.terminal import Terminal

COPY = "Suleimani visited the harbour at Marrow on Monday. He praised the crane and its two drivers."
ARTICLES = (
    Article(id="one", title="A visit to the harbour", outlet="Quay Post", published="2024-05-01", text=COPY),
    Article(id="two", title="Visit", outlet="Tide Times", text=COPY),
    Article(id="three", title="Fog", outlet="Quay Post", text="Fog closed the airport. Nobody was hurt."),
    Article(id="four", title="Bread", outlet="Quay Post", text="Bread costs more in Marrow. Flour is dear."),
)
QUESTION = "What did Soleimani praise in the harbour?"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Library.open(tmp_path) as opened:
        opened.add(ARTICLES)
    return tmp_path


def test_why_names_words_parts_variants_and_what_was_folded(folder: Path) -> None:
    shown = pullquote("ask", QUESTION, "--why", "-l", folder)
    assert "folded away: two#1" in shown
    assert "also in: Tide Times" in shown
    assert '"Soleimani" (df 0, idf ' in shown
    assert '1 x "suleimani" (sound)' in shown
    assert all(f"  {part}\n" in shown for part in ("title", "article", "pairs", "nearness"))
    assert "folded away" not in pullquote("ask", QUESTION, "-l", folder)


def test_the_parts_add_up_to_the_score(folder: Path) -> None:
    record = json.loads(pullquote("ask", QUESTION, "--why", "--json", "-l", folder))
    [hit] = record["hits"]
    why = hit["why"]
    parts = [why[name] for name in ("title", "article", "pairs", "nearness")]
    assert sum(parts) + sum(word["score"] for word in why["words"]) == pytest.approx(hit["score"])
    assert why["confidence"] == record["confidence"]
    assert {word["word"]: word["df"] for word in why["words"]} == {"Soleimani": 0, "praise": 2, "harbour": 2}
    assert hit["text"][slice(*hit["best"])] == "Suleimani visited the harbour at Marrow on Monday."
    assert "why" not in json.loads(pullquote("ask", QUESTION, "--json", "-l", folder))["hits"][0]


def test_where_nothing_answers_the_nearest_titles_are_no_answer(folder: Path) -> None:
    question = "Which tungsten prices did bread dealers in Zanzibar quote for wolframite?"
    shown = pullquote("ask", question, "-l", folder)
    assert shown.startswith(
        "Nothing in this library answers that.\nNo answer, but nearest to it:\n   Quay Post"
    )
    assert "“Bread”  [four]" in shown
    more = pullquote("ask", question, "--why", "-l", folder)
    assert "confidence 0." in more
    assert "not in this library: tungsten" in more
    record = json.loads(pullquote("ask", question, "--json", "-l", folder))
    assert record["nearest"][0]["article_id"] == "four"
    assert {"tungsten", "wolframite"} <= set(record["unknown"])


def test_the_best_sentence_is_bold_and_matched_words_are_underlined(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    screen = io.StringIO()
    terminal = Terminal(screen, screen=True, width=200)
    with Library.open(folder) as opened:
        answer = opened.search(QUESTION)
    show_answer(terminal, answer)
    assert "\x1b[1;4mSuleimani\x1b[0m\x1b[1m visited the \x1b[0m" in screen.getvalue()
    assert " He \x1b[4mpraised\x1b[0m the crane" in screen.getvalue()
    assert json.loads(json.dumps(answer_record(answer, why=True))) == answer_record(answer, why=True)
