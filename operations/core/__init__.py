"""Pure rules of upkeep; no database, no clock."""
