"""Pullquote's library of articles: add them, and find the passages that answer a question."""

from index.answer import Answer, Hit
from index.article import Article, Passage, Span
from index.errors import LibraryError, UnknownArticleError
from index.library import Library
from index.readers import read_articles
from index.report import AddReport, Problem

__all__ = [
    "AddReport",
    "Answer",
    "Article",
    "Hit",
    "Library",
    "LibraryError",
    "Passage",
    "Problem",
    "Span",
    "UnknownArticleError",
    "read_articles",
]
