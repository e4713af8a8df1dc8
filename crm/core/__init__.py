"""Rules about deals that need no database: complete splits, ways through stages, warnings."""
