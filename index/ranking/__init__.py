"""From candidates to an Answer: fields, proximity, confidence, near-copies, best sentence.

`searcher` searches inside one read transaction, so that segments and texts are of one commit. The steps:

1. `ranker` lets `index.scoring` choose the candidates: at least 100 passages with the best BM25 for all
   expansions.
2. `frequencies` reads from the postings how often each term stands in a candidate and in its article.
3. `fields` adds BM25 of the passage, where expansions count as the word itself, of the title, and of the
   whole article, all in units of idf. The best of them, at least 16, are read, and `proximity` adds what the
   question's neighbours as neighbours, and its words within ten terms, are worth.
4. `confidence` turns a passage's score, the question's weight and the share of it that the passage holds into
   a confidence; below .5 a passage is no answer. Where none is, the answer has the nearest titles, which are
   no answer, and the words that no passage holds.
5. `dedup` groups near-copies, of which the best labelled is shown; the first three hits are of different
   articles, and the first five hold at most two of one, unless nothing else answers.
6. `best_sentence` chooses the sentence that holds most of the question, and `answer_builder` makes an
   `Answer`, with what made each score (`Why`), which `pullquote ask --why` shows.
"""
