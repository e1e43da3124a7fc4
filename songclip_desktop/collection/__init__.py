"""What the museum has: one folder with records, originals and runs. The only package with SQL."""
