"""Rules that a test adds to the registry, as a company would."""
