"""One file a format; document.py is what parsers of foreign formats share."""
