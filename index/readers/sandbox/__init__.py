"""The process in which foreign parsers run, and what the two say to each other."""
