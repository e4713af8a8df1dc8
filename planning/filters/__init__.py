"""Narrowing lists of quota plans."""
