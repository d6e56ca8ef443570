"""共享: what one committee keeps and the others may use."""
