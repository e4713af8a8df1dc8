"""The product measures itself beside its floor; `make bench` runs it."""
