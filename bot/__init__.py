"""Pullquote in Discord: translates between Discord and the library in `index`, which decides."""
