"""How things are found: vectors, keywords, and the ranking of what they find."""
