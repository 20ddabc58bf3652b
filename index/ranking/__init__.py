"""From candidates to an Answer: fields, proximity, confidence, near-copies, best sentence."""
