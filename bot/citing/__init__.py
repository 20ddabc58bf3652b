"""Passages quoted by id, pages of an article, citations to copy, sharing.

`quotes` shows the passages that a command or a message names, `article_pages` an article passage by
passage, `citation_buttons` a citation in each style. `passage_place` is how a custom id names one passage
of an answer.

`sharing` shows to a channel what one person was shown in private, as a public answer of theirs. A private
answer is shared by the one who asked, and only where answers are public: where a server or channel has them
private, nobody shares, since that would be a way around the setting.
"""
