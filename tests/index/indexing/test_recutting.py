"""Passages that tear sentences by today's rules are cut anew at an upgrade, and nothing is lost."""

from pathlib import Path

import pytest

from damaging import change
from index import Article, Library, Reason
from index.analysis import chunker
from index.indexing import recutting
from index.model.article import Span
from older_libraries import to_format_4

TORN = "Ada Lowe, D-N.Y., spoke of the dam."


def cut_by_older_rules(folder: Path, monkeypatch: pytest.MonkeyPatch, *articles: Article) -> None:
    """Add articles, each text that begins like TORN in two passages, as a library of format 4."""

    def cut(text: str, *_: object) -> list[Span]:
        return [Span(0, 13), Span(13, len(text))] if text.startswith(TORN[:13]) else [Span(0, len(text))]

    with Library.open(folder) as library, monkeypatch.context() as older:
        older.setattr(chunker, "split", cut)
        library.add(articles)
    to_format_4(folder)


def test_passages_that_tear_sentences_are_cut_anew_and_kept_as_a_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = "The mayor of Skarra heard it."
    articles = Article(id="a", title="Dam", text=TORN), Article(id="b", text=whole)
    cut_by_older_rules(tmp_path, monkeypatch, *articles)
    with Library.open(tmp_path) as library:
        library.upgrade()
        assert [(one.id, one.text) for one in library.passages("a")] == [("a#3", TORN)]
        assert [one.id for one in library.passages("b")] == ["b#1"]
        [version] = library.versions("a")
        assert version.reason is Reason.READER
        assert [(one.id, one.text) for one in version.passages] == [
            ("a#1", "Ada Lowe, D-N"),
            ("a#2", ".Y., spoke of the dam."),
        ]
        assert library.versions("b") == []
        assert library.search("dam").hits[0].passage.text == TORN
        assert list(library.check()) == []
        library.upgrade()
        assert len(library.versions("a")) == 1


def test_a_damaged_article_is_left_as_it_is_and_the_others_are_cut_step_by_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recutting, "_ARTICLES", 2)
    articles = [Article(id=f"a{number}", text=f"{TORN} It held {number} years.") for number in range(7)]
    cut_by_older_rules(tmp_path, monkeypatch, *articles)
    change(tmp_path, "UPDATE articles SET text = replace(text, 'dam', 'tram') WHERE id = 'a3'")
    with Library.open(tmp_path) as library:
        library.upgrade()
        for article in articles:
            if article.id != "a3":
                assert [one.text for one in library.passages(article.id)] == [article.text]
        assert [line for line in library.check() if "a3" not in line] == []
