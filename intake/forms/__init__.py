"""What people say on the pages of an import."""
