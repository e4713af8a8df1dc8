"""Is the machine in order: what is stored about it, one file per noun."""
