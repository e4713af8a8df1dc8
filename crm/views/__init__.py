"""The pages of deals and accounts."""
