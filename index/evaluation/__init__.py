"""BEIR folders, TREC runs, metrics.

`beir` reads questions and judgements, `trec_run` writes a library's rankings as a TREC run or compares them
with the judgements, and `metrics` computes the figures, which tests compare with trec_eval.
"""
