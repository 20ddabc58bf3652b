"""Pullquote's library of articles: add them, and find the passages that answer a question."""

from index.analysis.sentences import sentences
from index.fetching import PUBLIC, Guard, Validators
from index.indexing.usage import LibraryUsage
from index.library import Library
from index.lookup.compare import Comparison
from index.lookup.lookup import Context
from index.lookup.quotations import plain_message, quotes_in
from index.lookup.quote_check import QuoteCheck, QuotedPart, QuoteMatch, Verdict, best_matches
from index.lookup.quote_edits import QuoteEdit
from index.lookup.suggest import Suggestion
from index.model.answer import Answer, Hit
from index.model.article import Article, Passage, Span
from index.model.errors import (
    ChangedPassageError,
    CorrectionError,
    DamagedArticleError,
    DamageError,
    LibraryError,
    TooManyFilesError,
    UnknownArticleError,
    UnknownPassageError,
    UnknownVersionError,
    WithdrawnArticleError,
)
from index.model.labels import Labels, labels_in
from index.model.outlet import distinct_outlets, outlet_counts, outlet_key, outlet_of, outlets_of
from index.model.report import AddReport, Problem
from index.model.version import Kind, Piece, QuotedPassage, Reason, Version
from index.readers import Limits, current_readers, read_addresses, read_articles, read_uploads
from index.readers.feed_updates import (
    WHOLE,
    FeedError,
    FeedNews,
    PageBudget,
    PageNews,
    complete,
    feed_news,
    read_again,
)
from index.readers.formats.records import to_record
from index.scoring.engines import warm_up
from index.storage.file_handles import handles_are_left
from index.text.canonical_url import canonical as canonical_address
from index.text.month_names import plural as plural_form

__all__ = [
    "PUBLIC",
    "WHOLE",
    "AddReport",
    "Answer",
    "Article",
    "ChangedPassageError",
    "Comparison",
    "Context",
    "CorrectionError",
    "DamageError",
    "DamagedArticleError",
    "FeedError",
    "FeedNews",
    "Guard",
    "Hit",
    "Kind",
    "Labels",
    "Library",
    "LibraryError",
    "LibraryUsage",
    "Limits",
    "PageBudget",
    "PageNews",
    "Passage",
    "Piece",
    "Problem",
    "QuoteCheck",
    "QuoteEdit",
    "QuoteMatch",
    "QuotedPart",
    "QuotedPassage",
    "Reason",
    "Span",
    "Suggestion",
    "TooManyFilesError",
    "UnknownArticleError",
    "UnknownPassageError",
    "UnknownVersionError",
    "Validators",
    "Verdict",
    "Version",
    "WithdrawnArticleError",
    "best_matches",
    "canonical_address",
    "complete",
    "current_readers",
    "distinct_outlets",
    "feed_news",
    "handles_are_left",
    "labels_in",
    "outlet_counts",
    "outlet_key",
    "outlet_of",
    "outlets_of",
    "plain_message",
    "plural_form",
    "quotes_in",
    "read_addresses",
    "read_again",
    "read_articles",
    "read_uploads",
    "sentences",
    "to_record",
    "warm_up",
]
