"""What runs when, and for how long: deadlines, fair turns, rates, what is being answered. Knows no Discord."""
