"""What pages show of imports. Reads only."""
