"""A server's own articles, added and looked after from the chat."""
