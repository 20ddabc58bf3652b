"""Attachments, links and pasted text to drafts."""
