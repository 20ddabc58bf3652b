"""Work on a whole library that changes no article: merge, verify, copy."""
