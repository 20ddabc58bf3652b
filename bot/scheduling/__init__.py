"""What runs when, and for how long: deadlines, fair turns, rates, work in flight. Knows no Discord."""
