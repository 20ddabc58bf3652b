"""Bytes and characters before any language: decoding, lines, dates, HTML to text, one form of an address."""
