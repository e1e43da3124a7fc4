"""Who drafts: a remote model or this machine alone."""
