"""What is known about the order of the machine. Reads only."""
