"""Comparing people fairly: like with like, adjusted, shrunk, and ranked only where data allow."""
