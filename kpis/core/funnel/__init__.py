"""Deals on their way through the stages: counted, summed over people and time, and judged."""
