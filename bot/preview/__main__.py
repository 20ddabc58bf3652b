"""`python -m bot.preview` shows the bot in a local page."""

from bot.preview import main

main()
