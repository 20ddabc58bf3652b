"""Pullquote's library of articles: add them, and find the passages that answer a question."""

from index.answer import Answer, Hit
from index.article import Article, Passage, Span
from index.comparing import Comparison
from index.engines import warm_up
from index.errors import (
    ChangedPassageError,
    CorrectionError,
    DamageError,
    LibraryError,
    TooManyFilesError,
    UnknownArticleError,
    UnknownPassageError,
    WithdrawnArticleError,
)
from index.fetching import PUBLIC, Guard, Validators
from index.handles import are_left as handles_are_left
from index.library import Library
from index.lookup import Context
from index.quote_check import QuoteCheck, QuotedPart, QuoteMatch, Verdict
from index.quotes import quotes_in
from index.readers import Limits, read_addresses, read_articles, read_uploads
from index.readers.following import FeedError, FeedNews, PageBudget, complete, feed_news
from index.readers.records import to_record
from index.report import AddReport, Problem
from index.suggesting import Suggestion
from index.usage import LibraryUsage

__all__ = [
    "PUBLIC",
    "AddReport",
    "Answer",
    "Article",
    "ChangedPassageError",
    "Comparison",
    "Context",
    "CorrectionError",
    "DamageError",
    "FeedError",
    "FeedNews",
    "Guard",
    "Hit",
    "Library",
    "LibraryError",
    "LibraryUsage",
    "Limits",
    "PageBudget",
    "Passage",
    "Problem",
    "QuoteCheck",
    "QuoteMatch",
    "QuotedPart",
    "Span",
    "Suggestion",
    "TooManyFilesError",
    "UnknownArticleError",
    "UnknownPassageError",
    "Validators",
    "Verdict",
    "WithdrawnArticleError",
    "complete",
    "feed_news",
    "handles_are_left",
    "quotes_in",
    "read_addresses",
    "read_articles",
    "read_uploads",
    "to_record",
    "warm_up",
]
