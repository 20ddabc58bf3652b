"""Passages quoted by id, pages of an article, citations to copy, sharing."""
