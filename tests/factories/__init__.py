"""Builders of test rows, one module per app: small, explicit, no randomness."""
