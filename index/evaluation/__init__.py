"""BEIR folders, TREC runs, metrics."""
