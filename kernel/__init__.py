"""Plain words that every app shares. No Django here; twelve files at most."""
