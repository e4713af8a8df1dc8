"""One file a panel; the file name is the slug and the template's name."""
