"""One file per source of exports: by which headers its files are known."""
