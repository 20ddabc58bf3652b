"""What is not a question: autocomplete, compare, quotations and their check, claims."""
