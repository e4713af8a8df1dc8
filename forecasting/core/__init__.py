"""The walk of deals from one day to another. Plain data in, plain data out."""
