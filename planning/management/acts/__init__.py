"""One act of the `quota` command a file: the file's name is what one types."""
