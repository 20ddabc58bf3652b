"""A stock rank_bm25 over a library, and articles and questions to hold ours against it."""

from collections.abc import Sequence

from hypothesis import strategies as st
from rank_bm25 import BM25Plus

from index import Article, Library
from index.analysis.analyzer import analyze, analyzer
from index.scoring.bm25 import DELTA, K1, B

WORDS = ("troops", "leave", "Iraq", "the", "US", "said", "drone", "talks", "oil", "May")
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)
ARTICLES = st.lists(st.tuples(st.sampled_from("abcdef"), TEXTS, TEXTS), max_size=8)
QUESTIONS = st.lists(st.sampled_from((*WORDS, "absent")), min_size=1, max_size=5).map(" ".join)


def stock_scores(library: Library, question: str) -> dict[str, float]:
    """Return each passage's score by rank_bm25 itself, less its constant for passages without the terms."""
    passages = [one for article in library.articles() for one in library.passages(article.id)]
    if not passages:
        return {}
    stock = BM25Plus(
        [analyze(f"{one.article.title}\n{one.text}") for one in passages], k1=K1, b=B, delta=DELTA
    )
    terms = analyzer().question_terms(question)
    constant = sum((stock.idf.get(term) or 0) * DELTA for term in terms)
    scores = stock.get_scores(terms) - constant
    return {one.id: score for one, score in zip(passages, scores, strict=True) if abs(score) > 1e-12}


def add(library: Library, rows: Sequence[tuple[str, str, str]]) -> None:
    library.add([Article(id=name, title=title, text=text) for name, title, text in rows])
