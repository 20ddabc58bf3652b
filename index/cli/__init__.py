"""The pullquote command: arguments in, text or JSON out."""

from index.cli.app import main

__all__ = ["main"]
