"""`python -m index.cli` is the pullquote command."""

from index.cli.app import main

main()
