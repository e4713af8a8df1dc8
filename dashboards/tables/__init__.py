"""Tables of these pages, and what they export."""
