"""Feeds that a server follows: their new entries become articles of the server.

`poller` asks the feeds, of each server one at a time, with the validators of the last answer. `intake`
takes 50 entries of a feed at a time and only so many a day; the pages behind teasers have one budget of
time and bytes for each reading. Digests of what a feed brought, or of what somebody removed, are kept, so
that nothing comes twice.

`corrections` has entries read again whose own record changed at the same address, within the same budgets.
`rereading` reads pages again, whose feeds say nothing of corrections, by a schedule in the bot's state.

`selection` knows an entry again by a sketch of its text (`sketches`), whatever its link is. What stayed
from one reading to the next comes before what was never seen, and a feed that shows other entries each time
is recognised as restless and held to a few a day. `panel` shows a server its feeds.
"""
