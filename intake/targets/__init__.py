"""One file per target: what its rows are called and how their columns are recognised."""
