"""Pages of rotation, by noun."""
