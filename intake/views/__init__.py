"""Pages of imports, for operations and administrators."""
