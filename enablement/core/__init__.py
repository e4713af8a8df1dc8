"""Who learned what: rules on plain data."""
