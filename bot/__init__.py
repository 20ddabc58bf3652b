"""Pullquote in Discord: translates between Discord and the library in `index`, which decides.

`__main__` reads the settings (`settings`, which adds to `index.console.environment` what only the bot
needs) and starts the bot; `client` puts its parts together. `connection` keeps an event that discord.py
does not understand from ending the bot, bounds each request, and connects again with growing pauses when
the connection is lost.

At the first signal `shutdown` closes the bot: what is being answered may finish for a while
(`bot.scheduling.in_flight`). What still writes then is left in the middle, which loses nothing: commits are
whole or absent. At the second signal the process ends at once.

`quotas` has the bounds that the operator sets for each server. `event_loop` is done once before the bot
connects.
"""
