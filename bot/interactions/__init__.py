"""Plumbing with Discord, the same for all commands: rights, replies, items, forms, errors, autocomplete.

**Sending.** All that the bot sends goes through `replies`, which allows no mention and no link preview.
Whatever goes wrong in a command, button or form ends in `errors`: a refusal is one private line, anything
else one line with an id that the log has too. The typing indicator is one request a channel
(`typing_indicator`).

**Time.** Every door begins with `InFlight.admit`, which gives the task a deadline: 2.5 s until Discord has
had its first response, 8 s in all. The doors are `command_tree` for commands, menus and autocompletes,
`items` for buttons and selects, `forms` for forms, and the cogs `mentions` and `unclaimed` for messages and
for what nothing knows any more. Reading in threads keeps to the deadline
(`bot.scheduling.deadlines.within`); writing does not, and shows how far it is (`progress`).

**Rights.** `authorization` alone decides who may do what, and has the table. Each door names its action: a
command, menu or listener by `@requires(...)`, a button, select or form by its class's `requires`. The
command tree asks before a command or an autocomplete runs, an item before a press counts, a form before its
fields count, and `mentions` before a message is answered; what was allowed then stands in
`granted(interaction)`, and nothing after it asks again. Cards offer only what the rule allows at that
moment, and the rule is asked anew when somebody takes up the offer. A door without a declaration is held to
the rule for asking, and `tests/bot/interactions/test_doors.py` names it.

**Bounds.** `errors` holds commands, presses and keystrokes of a server to
`bot.scheduling.interaction_rates` before they touch anything; `usage` says what a server uses of its quotas
(`bot.quotas`). Articles and bytes are read off the database's header and an index, when articles are added
or a manager looks.
"""
