"""The rooms of the house in the order of the sidebar; every page's frame shows them by role."""

from django.utils.translation import gettext_lazy as _

from ui.navigation import Entry

ENTRIES: tuple[Entry, ...] = (Entry(_("Home"), "house", "home", tab=True),)
