"""What runs when, and for how long: deadlines, fair turns, rates, work in flight. Knows no Discord.

One server costs the others nothing. All work in threads goes through `fair_queue`: of each kind (searching,
typing, adding, reading uploads, feeds) a server has one thread at a time and a queue of bounded length,
turns go round, and a server that works far more than the others usually do pauses while they are active
(`presence`), since Python runs one thread at a time. A person in direct messages counts like a server. Adding
goes on in slices, a turn each.

`deadlines` bounds how long a person waits. A request to Discord is never cancelled, since discord.py keeps
what a cancelled one held; aiohttp ends one that hangs (`bot.connection`). `in_flight` knows what is being
answered: when the bot stops, `InFlight.finish` admits nobody, waits six seconds, and lets what is left say
that the bot restarts.

`interaction_rates` bounds commands, presses and keystrokes of a server, `cooldowns` the questions of a
person. What runs in a thread cannot be interrupted, so a question's own cost is bounded where `index.query`
reads it. `benchmarks/hostile_server.py` measures what three servers feel of a hostile fourth.
"""
