"""What commands and bot share with the person at the keyboard: the terminal, and settings from outside."""
