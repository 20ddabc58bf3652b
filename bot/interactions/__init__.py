"""Plumbing with Discord, the same for all commands: rights, replies, items, forms, errors, autocomplete."""
