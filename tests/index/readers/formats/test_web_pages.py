"""Real web pages: the article is read, and what stands around it is not."""

import json

from index import Article, read_articles
from shared_data import SHARED, needs_shared
from web_measure import f1, measure

# Every third page, so that it is quick, from the one on that makes the figures most like those of all pages,
# which benchmarks/web_pages.py reads: .964, .918 and .952 when this was written.
SAMPLE = slice(2, None, 3)


def test_the_measure_counts_runs_of_four_words() -> None:
    text = "The harbour bridge will close on Monday"
    assert f1(text, text.upper()) == 1
    assert f1(text, "Monday on close will bridge harbour the") == 0
    assert f1(f"{text} and again", text) == 2 * 4 / (6 + 4)


@needs_shared
def test_articles_of_real_pages_are_read() -> None:
    folder = SHARED / "html"
    gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    full = [page for page in gold if "text" in page][SAMPLE]
    snippets = [page for page in gold if "must" in page][SAMPLE]
    names = {str((folder / page["page"]).resolve()): page["page"] for page in (*full, *snippets)}
    texts = {names[item.origin]: item.text for item in read_articles(*names) if isinstance(item, Article)}
    figures = measure((*full, *snippets), texts)
    assert (len(full) > 10, len(snippets) > 10, len(texts)) == (True, True, len(names))
    assert figures["F1"] >= 0.95
    assert figures["must found"] >= 0.9
    assert figures["must_not absent"] >= 0.93
