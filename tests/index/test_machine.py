"""Invariant 3 as a machine: any sequence of changes, merges and restarts leaves rank-bm25's scores."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from rank_bm25 import BM25Plus

from index import Article, Library
from index.analysis.analyzer import analyze, analyzer
from index.scoring.bm25 import DELTA, K1, B
from index.upkeep.merger import merge_once

WORDS = ("troops", "leave", "Iraq", "the", "US", "drone", "talks", "oil", "May", "paper")
# Short passages, so that an article has several and a library many.
TEXT = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join), min_size=1, max_size=4
)
NAMES = st.sampled_from("abcdefghij")
PASSAGE_TOKENS = 8


class LibraryMachine(RuleBasedStateMachine):
    @initialize()
    def lay_out(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pullquote-"))
        self.library = Library.open(self.folder, passage_tokens=PASSAGE_TOKENS)
        self.texts: dict[str, tuple[str, str]] = {}
        self.corrected: dict[str, str] = {}
        self.said: dict[str, str] = {}

    @rule(articles=st.lists(st.tuples(NAMES, st.sampled_from(WORDS), TEXT), min_size=1, max_size=4))
    def add(self, articles: list[tuple[str, str, list[str]]]) -> None:
        rows = [(name, title, ". ".join(text) + ".") for name, title, text in articles]
        report = self.library.add([Article(id=name, title=title, text=text) for name, title, text in rows])
        expected: dict[str, list[str]] = {"added": [], "updated": [], "unchanged": []}
        for name, title, text in rows:
            before = self.texts.get(name)
            # What a correction hides changes nothing that anybody sees.
            same = before and before[1] == text and (name in self.corrected or before[0] == title)
            expected["unchanged" if same else "updated" if before else "added"].append(name)
            self.texts[name] = (title, text)
        assert {change: sorted(getattr(report, change)) for change in expected} == {
            change: sorted(names) for change, names in expected.items()
        }

    @precondition(lambda self: self.texts)
    @rule(data=st.data(), title=st.sampled_from(("", *WORDS)))
    def correct(self, data: st.DataObject, title: str) -> None:
        name = data.draw(st.sampled_from(sorted(self.texts)))
        assert self.library.correct(name, title=title).title == title
        self.corrected[name] = title

    @precondition(lambda self: self.corrected)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.corrected)))
        self.library.correct(name, reset=["title"])
        # A source that says what was corrected leaves the older reading to go back to.
        title = self.library.get(name).title
        assert title in (self.texts[name][0], *WORDS)
        del self.corrected[name]
        self.texts[name] = (title, self.texts[name][1])

    @precondition(lambda self: self.texts)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        names = data.draw(st.lists(st.sampled_from(sorted(self.texts)), min_size=1, max_size=3, unique=True))
        self.library.remove(names)
        for name in names:
            del self.texts[name]
            self.corrected.pop(name, None)

    @rule()
    def merge(self) -> None:
        while merge_once(self.library._folder):
            pass

    @rule()
    def restart(self) -> None:
        self.library.close()
        self.library = Library.open(self.folder)

    @rule()
    def rebuild(self) -> None:
        self.library.rebuild()

    @rule(words=st.lists(st.sampled_from((*WORDS, "absent")), min_size=1, max_size=5), k=st.integers(1, 6))
    def ask(self, words: list[str], k: int) -> None:
        question = " ".join(words)
        everything = self.library.rank(question, 10_000, unit="passage", plain=True)
        assert self.library.rank(question, k, unit="passage", plain=True) == everything[:k]
        passages = [one for name in self.texts for one in self.library.passages(name)]
        if not passages:
            assert everything == []
            return
        texts = [analyze(f"{one.article.title}\n{one.text}") for one in passages]
        stock = BM25Plus(texts, k1=K1, b=B, delta=DELTA)
        terms = analyzer().question_terms(question)
        constant = sum((stock.idf.get(term) or 0) * DELTA for term in terms)
        scores = zip(passages, stock.get_scores(terms) - constant, strict=True)
        expected = {one.id: score for one, score in scores if score > 1e-12}
        assert dict(everything) == pytest.approx(expected, abs=1e-9)

    @invariant()
    def holds_what_was_added(self) -> None:
        found = {article.id: (article.title, article.text) for article in self.library.articles()}
        assert found == {
            name: (self.corrected.get(name, title), text) for name, (title, text) in self.texts.items()
        }

    @invariant()
    def no_passage_id_ever_names_another_text(self) -> None:
        for name in self.texts:
            for passage in self.library.passages(name):
                assert self.said.setdefault(passage.id, passage.text) == passage.text

    def teardown(self) -> None:
        if hasattr(self, "library"):
            assert list(self.library.check()) == []
            self.library.close()
            shutil.rmtree(self.folder)


LibraryMachine.TestCase.settings = settings(max_examples=25, stateful_step_count=25)
TestLibraryMachine = LibraryMachine.TestCase
