"""Feeds that a server follows: their new entries become articles of the server."""
