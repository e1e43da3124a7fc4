"""Item models behind lists and grids."""
