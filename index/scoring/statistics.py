"""The statistics that BM25 needs of a snapshot: the collection's counts and document frequencies."""

from collections.abc import Sequence

from index.scoring.bm25 import Weights
from index.scoring.top_k import TermQuery
from index.storage.database import Store
from index.storage.snapshot import Snapshot, TermPostings


def weights(snapshot: Snapshot, found: TermPostings) -> Weights:
    """Return what BM25Plus knows of the collection, for the terms that a passage holds."""
    counts = zip(found.terms, found.passages.tolist(), strict=True)
    return Weights(snapshot.passages, snapshot.length, {term: count for term, count in counts if count})


def look_up(snapshot: Snapshot, terms: Sequence[str], store: Store) -> TermQuery:
    """Return the BM25 query of those of the terms that some passage holds."""
    found = snapshot.find(terms, store)
    return TermQuery.of(weights(snapshot, found), found.places[:, found.passages > 0])
