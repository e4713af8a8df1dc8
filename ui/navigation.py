"""What stands in the sidebar, the tab bar and the account menu.

The project lists its rooms once (setting NAVIGATION, a dotted path to a tuple of entries); pages
never write a menu. An entry whose address does not exist is left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True, slots=True)
class Entry:
    """A room. `roles` empty: everyone who is signed in. `under`: path beginnings that light it."""

    label: str
    icon: str
    url: str
    roles: frozenset[str] = frozenset()
    place: Literal["side", "account"] = "side"
    tab: bool = False
    under: tuple[str, ...] = ()

    @property
    def href(self) -> str:
        try:
            return reverse(self.url)
        except NoReverseMatch:
            return ""

    def shown_to(self, roles: frozenset[str]) -> bool:
        return not self.roles or bool(self.roles & roles)


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry as the page needs it."""

    label: str
    icon: str
    href: str
    tab: bool
    current: bool


def shown(
    entries: Iterable[Entry], place: str, roles: frozenset[str], path: str
) -> tuple[Shown, ...]:
    """The entries of one place, with the one that the path lies under marked as current."""
    mine = [(e, e.href) for e in entries if e.place == place and e.shown_to(roles)]
    here = max(((_depth(e, href, path), href) for e, href in mine if href), default=(0, ""))
    return tuple(
        Shown(e.label, e.icon, href, e.tab, here[0] > 0 and href == here[1])
        for e, href in mine
        if href
    )


def roles_of(request: HttpRequest) -> frozenset[str]:
    """The role of the person who asks, as a set; a visitor has none."""
    role = getattr(getattr(request, "user", None), "role", "")
    return frozenset({role} if role else ())


def _depth(entry: Entry, href: str, path: str) -> int:
    """How much of the path the entry explains; "/" explains only itself."""
    if path == href:
        return len(path) + 1
    roots = [root for root in (href, *entry.under) if root != "/"]
    return max((len(root) for root in roots if path.startswith(root)), default=0)
