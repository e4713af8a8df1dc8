"""What the numbers mean: metrics made of measures, and how they are worked out. Pure."""
