"""Frozen data as JSON and back, and what changed among people. Plain data in, plain data out."""
