"""What may be changed about people and structure, each change logged."""
