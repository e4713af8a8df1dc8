"""Rules about people and structure that need no database."""
