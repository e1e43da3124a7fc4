"""How records come in and go out: registers, lists, passages, captions, training data."""
