"""How the lists of deals and accounts are narrowed; all of it lives in the address."""
