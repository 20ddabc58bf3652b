"""A server's settings, the doctor, gaps and privacy: panels, cards, checks."""
