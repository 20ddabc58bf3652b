"""From a question to its card, its pages, one passage of it, its votes.

`answer` searches, stores what the buttons need and makes the card; `pages` makes it anew from the articles
as they are today. `passage` shows one passage with what stands around it, `threads` opens a thread for an
answer, and `stored` translates between hits and the rows that answers keep of them.

A button carries the answer's id, and the row behind that id decides what a press does. The row holds ids of
passages and never the question: a card's next page takes the question from the card itself. What was asked
in private leaves no gap and stands in no log.
"""
