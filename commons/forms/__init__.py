"""Forms of 共享."""
