"""Pages of the territory plans."""
