"""What curators do, in order: one module per stage. No Qt, no SQL, no torch."""
