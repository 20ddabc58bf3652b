"""One parser a file format; document.py has what the parsers of foreign formats share."""
