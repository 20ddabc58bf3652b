"""What Discord calls: one thin file a command, menu or event. No cog imports a cog.

A cog takes what Discord sends, has it answered by the packages below, and sends the result; it holds no
SQL, no parsing and no layout. Each command, menu and listener names its action with `@requires(...)`
(`bot.interactions.authorization`). Commands that answer begin with `Invocation.begin`, which acknowledges
them.

`mentions` answers messages, which have no acknowledgement; meanwhile the channel shows that the bot is
typing. `unclaimed` answers presses and forms that nothing knows any more, which discord.py would drop
without a word. `guild_events` deletes what the bot remembers of a server that removed it. The server's
library stays, and with it the digests of what its feeds brought, so that nothing that somebody removed
comes back.
"""
