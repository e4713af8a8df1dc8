"""Territory plans as plain data, for pages and calculations."""
