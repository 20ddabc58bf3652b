"""A passage as others quote it, in several styles, and the link that leads to its very words."""
