"""A server's own articles, added and looked after from the chat.

`add_form` and the command /source add take files, links and pasted text to `bot.intake`, which reads them.
What was read waits in memory as a draft, shown by `draft_panel`, until somebody confirms it; `save` then
adds it to the server's library, a slice at a time, each slice a turn of its own, so that no other server
waits for a whole book. `article_panel` lists, shows, corrects and removes articles; `export` hands them out
as JSONL.

Buttons of these panels belong to no answer and carry what they need in their ids; `short_id` keeps the ids
of articles short enough for that. What somebody removes is noted, so that no feed brings it back.
"""
