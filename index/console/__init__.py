"""The terminal, and the settings from the environment, as the commands and the bot share them.

All that the commands and the bot print goes through `terminal`, where `legible` makes what others wrote
harmless, character for character, so that places in a text stay: controls become signs, and marks of
direction that override, or that their line does not close, become U+FFFD. Parts of a line that read from the
right are set apart (first-strong isolates), so that none turns its neighbours; marks that Arabic, Hebrew,
Persian or Thai need stay. What else writes to the standard streams (usage, tracebacks, warnings, logs) passes
the same filter. JSON is exact: what `legible` would replace is written as an escape.

`environment` alone reads variables and `.env`, and says where data and library lie (`Folders`), to the
commands and the bot alike; nothing of `.env` becomes a variable of the process. `bot.settings` adds what only
the bot needs.
"""
