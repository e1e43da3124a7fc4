"""The client of the ML process: start, ask, listen, stop. No Qt, no torch."""
