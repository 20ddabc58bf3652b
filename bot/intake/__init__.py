"""Attachments, links and pasted text to drafts.

`intake` takes attachments from Discord's own hosts alone, and links through `index`'s fetching, never a
path of this machine, and reads them in threads with smaller limits than the command line has. A reading
pauses between articles and ends after 90 s. What was read waits in memory as a draft (`drafts`) until
somebody confirms it.
"""
