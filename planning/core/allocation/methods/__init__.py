"""One method of allocation a file; the file's name is its slug."""
