"""rank_bm25's score over postings: the k best passages, by numpy or numba; conjunctions."""
