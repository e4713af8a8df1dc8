"""Statements over the history of deals. They read; services keep what they find."""
