"""What pages decide from stored results; plain Python, no Django."""
