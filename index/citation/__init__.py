"""A passage as others quote it, and the link to the very words."""
