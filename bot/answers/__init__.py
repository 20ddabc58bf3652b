"""From a question to its card, its pages, one passage of it, its votes."""
