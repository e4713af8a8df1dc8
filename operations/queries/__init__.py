"""SQL that writes many rows where they are."""
