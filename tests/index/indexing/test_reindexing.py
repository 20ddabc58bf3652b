"""Postings that are made anew in pieces that end with an article; and an article twice in one commit."""

from pathlib import Path

import pytest

from index import Article, Library
from index.indexing import commit


@pytest.mark.parametrize(
    ("at_once", "pieces"), [(1, [3, 1, 1, 2]), (2, [3, 2, 2]), (3, [3, 4]), (4, [4, 3]), (9, [7])]
)
def test_a_piece_ends_with_an_article_once_it_has_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int, pieces: list[int]
) -> None:
    monkeypatch.setattr(commit, "_REBUILT_AT_ONCE", at_once)
    sentence = "The council of Aldmoor met on Monday at noon."
    with Library.open(tmp_path, passage_tokens=12) as library:
        monkeypatch.setattr(library._merger, "wake", lambda **_: None)
        for name, passages in zip("abcd", (3, 1, 1, 2), strict=True):
            library.add([Article(id=name, text=" ".join([sentence] * passages))])
        before = library.rank("council", 10, unit="passage")
        assert len(before) == 7
        library.rebuild()
        with library._folder.reading() as store:
            rows = store.segments.all()
        assert [row.passages for row in rows] == pieces
        assert library.rank("council", 10, unit="passage") == before
        assert list(library.check()) == []


def test_an_article_that_a_batch_brings_twice_is_its_last_reading(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        before = Article(id="other", text="Snow lay on the sound.")
        report = library.add(
            [before, Article(id="a", text="Fog came in."), Article(id="a", text="Rain fell. It was warm.")]
        )
        assert (report.added, report.updated) == (["other", "a"], ["a"])
        assert library.rank("fog", 5) == []
        assert [name for name, _ in library.rank("rain", 5)] == ["a"]
        assert [name for name, _ in library.rank("snow", 5)] == ["other"]
        assert list(library.check()) == []
