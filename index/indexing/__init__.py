"""From articles to commits: identity, chunk and analyze, postings, one commit a batch."""
