import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from command import pullquote, run
from index.sample import QUESTIONS

SAMPLE = Path(__file__).parents[3] / "index" / "sample" / "articles.jsonl"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    assert pullquote("add", SAMPLE, "--library", folder) == "12 added, 0 updated, 0 unchanged, 0 failed\n"
    return folder


def test_add_reports_each_failure_and_exits_with_1(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Title\n\nText.")
    (tmp_path / "empty.txt").write_text("")
    shown = pullquote("add", tmp_path, "--library", tmp_path / "library", code=1)
    assert f"failed: {tmp_path}/empty.txt: is empty; there is nothing to quote" in shown
    assert "1 added, 0 updated, 0 unchanged, 1 failed" in shown


def test_add_reads_standard_input(tmp_path: Path) -> None:
    out = pullquote("add", "-", "--library", tmp_path, "--json", stdin='{"id": "a", "text": "Fog."}\n')
    assert [json.loads(line) for line in out.splitlines()] == [
        {"committed": 1},
        {"added": ["a"], "updated": [], "unchanged": [], "failed": [], "notes": []},
    ]


def test_ask_shows_quotes_with_labels(library: Path) -> None:
    shown = pullquote("ask", QUESTIONS[1], "--library", library)
    assert "security certificate expired" in shown
    assert "— Circuit Gazette, 4 Feb 2025, “Expired certificate" in shown


def test_ask_says_plainly_when_nothing_is_found(library: Path) -> None:
    assert pullquote("ask", "What is tungsten?", "-l", library) == "Nothing in this library answers that.\n"


def test_ask_as_json_has_all_that_a_program_needs(library: Path) -> None:
    answer = json.loads(pullquote("ask", QUESTIONS[0], "--library", library, "-k", 1, "--json"))
    known = {"question", "found", "confidence", "took_ms", "hits", "nearest", "unknown", "unread"}
    assert answer.keys() == known
    [hit] = answer["hits"]
    assert hit.keys() == {
        *("passage_id", "article_id", "label", "title", "outlet", "author", "published", "url"),
        *("text", "start", "end", "score", "bm25", "spans", "best", "also_in"),
    }
    assert {hit["text"][start:end].lower() for start, end in hit["spans"]} >= {"ferry", "passengers"}
    assert hit["also_in"][0]["outlet"] == "Aldermere Dispatch"


def test_list_show_and_remove(library: Path) -> None:
    assert "frost-apricots" in pullquote("list", "--library", library)
    assert "frost-apricots#1" in pullquote("show", "frost-apricots", "--library", library)
    assert pullquote("remove", "frost-apricots", "--library", library) == "1 removed\n"
    assert "frost-apricots" not in pullquote("list", "--library", library)
    assert 'no article "frost-apricots"' in pullquote("show", "frost-apricots", "--library", library, code=1)


def test_show_and_cite_a_passage(library: Path) -> None:
    shown = pullquote("show", "frost-apricots#1", "--library", library)
    assert "passage 1 of" in shown
    assert "[frost-apricots#1]" in shown
    quoted = pullquote("cite", "frost-apricots#1", "--library", library)
    assert quoted.startswith("\N{LEFT DOUBLE QUOTATION MARK}")
    template = pullquote("cite", "frost-apricots#1", "--style", "wikipedia", "--library", library)
    assert template.startswith("{{cite news |")
    assert "has no passage 99" in pullquote("cite", "frost-apricots#99", "--library", library, code=1)


def test_set_corrects_and_resets(library: Path) -> None:
    def shown(*options: str) -> str:
        return pullquote("set", "frost-apricots", *options, "--library", library)

    before = pullquote("show", "frost-apricots", "--library", library).splitlines()[0]
    assert shown("--title", "Apricots", "--published", "2025-04-01", "--outlet", "") == (
        "frost-apricots: unknown outlet, 1 Apr 2025, \N{LEFT DOUBLE QUOTATION MARK}Apricots"
        "\N{RIGHT DOUBLE QUOTATION MARK}\n"
    )
    assert pullquote("add", SAMPLE, "--library", library) == "0 added, 0 updated, 12 unchanged, 0 failed\n"
    assert pullquote("add", SAMPLE, "--reread", "--library", library).endswith("12 unchanged, 0 failed\n")
    page = pullquote("show", "frost-apricots", "--library", library)
    assert page.startswith("Apricots\n")
    assert f'title corrected by hand; it was read as "{before}"' in " ".join(page.split())
    assert before in shown("--reset", "title", "--reset", "outlet")


def test_add_takes_limits(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("Title\n\n" + "Some words. " * 200)
    add = ("add", tmp_path / "long.txt", "--library", tmp_path / "library")
    shown = pullquote(*add, "--limit", "file_bytes=1k", "--limit", "pages=1_000", code=1)
    assert (
        "has more than 1,024 bytes; split it, or raise the limit file_bytes (--limit file_bytes=2048)"
        in shown
    )
    assert pullquote(*add, "--limit", "file_bytes=2.5 MB").startswith("1 added")


def test_an_export_reads_back_to_the_same_library(library: Path, tmp_path: Path) -> None:
    exported = pullquote("export", "--library", library)
    pullquote("add", "-", "--library", tmp_path / "copy", stdin=exported)
    assert pullquote("export", "--library", tmp_path / "copy") == exported


def test_stats(library: Path) -> None:
    facts = json.loads(pullquote("stats", "--library", library, "--json"))
    assert (facts["articles"], facts["language"]) == (12, "english")
    assert facts["passages"] > 12
    assert "articles" in pullquote("stats", "--library", library)


def test_chat_answers_what_a_pipe_brings(library: Path) -> None:
    shown = pullquote("chat", "--library", library, stdin=f"{QUESTIONS[1]}\n\nWhat is tungsten?\n")
    assert shown.count("ask> ") == 2
    assert "Nothing in this library answers that." in shown


def test_chat_over_the_sample_answers_three_questions_on_its_own() -> None:
    shown = pullquote("chat", "--sample")
    assert [question for question in QUESTIONS if f"ask> {question}" in shown] == list(QUESTIONS)
    assert shown.count("   — ") >= 3


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_chat_on_a_terminal_shows_examples_and_answers_until_an_empty_line() -> None:
    import pty  # noqa: PLC0415

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "index.cli", "chat", "--sample"]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.write(ours, f"{QUESTIONS[2]}\n\n".encode())
        assert process.wait(60) == 0
        shown = os.read(ours, 100_000).decode()
        while "[frost-apricots#1]" not in shown:
            shown += os.read(ours, 100_000).decode()
    os.close(theirs)
    os.close(ours)
    assert "12 articles. Type a question" in shown
    assert "For example: How many passengers" in " ".join(shown.split())


def test_run_writes_a_trec_run(library: Path, tmp_path: Path) -> None:
    queries, run = tmp_path / "queries.jsonl", tmp_path / "run"
    queries.write_text('{"_id": "q1", "text": "ferry passengers"}\n{"_id": "q2", "text": "tungsten"}\n')
    pullquote("run", queries, "--out", run, "--library", library, "--depth", 4)
    rows = [line.split() for line in run.read_text().splitlines()]
    assert [(row[0], row[1], row[3], row[5]) for row in rows] == [
        ("q1", "Q0", str(n), "pullquote") for n in (1, 2, 3, 4)
    ]
    assert len({row[2] for row in rows}) == 4
    scores = [float(row[4]) for row in rows]
    assert scores == sorted(scores, reverse=True)
    pullquote("run", queries, "--out", run, "--library", library, "--unit", "passage")
    assert all("#" in line.split()[2] for line in run.read_text().splitlines())


def test_eval_measures_a_beir_folder_and_leaves_out_the_excluded(tmp_path: Path) -> None:
    (tmp_path / "corpus.jsonl").write_text(
        '{"_id": "a", "text": "Fog on the sound."}\n'
        '{"_id": "b", "text": "Fog in the valley, and frost, and more."}\n'
    )
    (tmp_path / "queries.jsonl").write_text('{"_id": "q", "text": "fog", "exclude": "a"}\n')
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq\tb\t1\n")
    figures = json.loads(pullquote("eval", tmp_path, "--json"))
    assert figures["queries"] == figures["nDCG@10"] == figures["Hits@1"] == 1
    assert "nDCG@10 1.0000" in pullquote("eval", tmp_path)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["ask", "x", "--library", "nowhere"], 1, "nowhere: no library here; make one with `pullquote add"),
        (["add", "x", "--format", "xml"], 2, 'no format "xml"'),
        (["ask"], 2, "Missing argument"),
        (["add", "x", "--limit", "size=1"], 2, 'no limit "size"; choose among: file_bytes, record_bytes,'),
        (["add", "x", "--limit", "pages=3MB"], 2, '"3MB" is no value for the limit pages; write for example'),
        (["add", "x", "--limit", "seconds=0"], 2, "seconds must be above 0"),
        (["cite", "a#1", "--style", "apa"], 2, 'no style "apa"; choose one of: markdown, plain'),
        (["set", "a"], 2, "nothing to correct; give --title"),
        (["run", "none.jsonl", "--out", "x", "--unit", "word"], 2, 'no unit "word"'),
        (["eval", "nowhere"], 1, "nowhere: no qrels.tsv"),
    ],
)
def test_errors_are_one_line_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = pullquote(*arguments, code=code)
    assert words in " ".join(shown.replace("│", " ").split())
    assert "Traceback" not in shown


def test_explain_shows_what_is_dropped_and_adds_nothing(tmp_path: Path) -> None:
    page = (
        "Ferry runs aground\n\nShare on Facebook\n\n"
        + "The ferry struck the bank in fog. " * 8
        + "\n\nRelated Articles\n"
    )
    (tmp_path / "ferry.txt").write_text(page)
    shown = pullquote("add", "--explain", tmp_path / "ferry.txt", "--library", tmp_path / "library")
    assert "+ The ferry struck the bank in fog." in shown
    assert "- Share on Facebook  [" in shown
    assert not (tmp_path / "library").exists()


def test_ask_says_what_it_left_out_as_damaged(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    for name in ("one", "two"):
        text = f"Title {name}\n\nThe lamp of lighthouse {name} went out on Friday."
        (tmp_path / f"{name}.txt").write_text(text)
    pullquote("add", tmp_path / "one.txt", tmp_path / "two.txt", "--library", folder)
    with sqlite3.connect(folder / "library.sqlite") as db:
        db.execute("UPDATE articles SET text = replace(text, 'Friday', 'Sunday') WHERE title = 'Title two'")
    db.close()
    asked = run("ask", "Which lamp went out?", "--library", folder)
    assert "lighthouse one" in asked.stdout
    assert "Sunday" not in asked.stdout
    assert "\nleft out, damaged on disk: " in f"\n{asked.stderr}"
    assert "see `pullquote check`" in asked.stderr
