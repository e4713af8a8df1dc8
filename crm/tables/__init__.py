"""The list pages' tables."""
