"""Views of the column: reading, writing, signing."""
