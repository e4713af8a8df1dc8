"""Narrowing lists of territory plans."""
