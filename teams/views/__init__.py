"""Pages about people and the company itself."""
