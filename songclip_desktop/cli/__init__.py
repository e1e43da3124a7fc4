"""The verbs of the command line: what the window does, scripted, with JSON for programs."""
