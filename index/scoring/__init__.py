"""rank_bm25's score over postings: the k best passages, by numpy or numba; conjunctions.

`bm25` has rank_bm25's formula and idf. `top_k` finds the k best passages: it takes the terms that can give
most first, looks the common ones up only for passages that can still be among the best, and scores whatever
is left anew, term by term, in the order of the question, so that results do not depend on segments, on merges
or on the engine. `numpy_engine` computes the scores, or with the extra `fast` `numba_engine` and
`numba_kernels`, with the same results; `engines` loads numba in the background once a process has answered a
few questions.
"""
