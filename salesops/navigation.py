"""The rooms of the house in the order of the sidebar; every page's frame shows them by role."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy

from ui.navigation import Entry

# Words are translated when they are shown, to the person who reads
_: Callable[[str], Any] = gettext_lazy

ENTRIES: tuple[Entry, ...] = (Entry(_("Home"), "house", "home", tab=True),)
