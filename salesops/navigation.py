"""The rooms of the house in the order of the sidebar; every page's frame shows them by role."""
