"""Pages of 共享."""
