"""Pages of organizations: committees, branches, pairings."""
