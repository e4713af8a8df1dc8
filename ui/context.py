"""What the frame around every page needs: navigation, company, age of the data, preferences.

Everything is lazy, so a part that is swapped in by htmx, which has no frame, pays nothing.
Settings (dotted paths): NAVIGATION is a tuple of entries; COMPANY is a function that gives the
company's facts, of which the frame shows `name` and `data_as_of`.
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.module_loading import import_string
from django.utils.translation import get_language

from ui import navigation


class Chrome:
    """The frame of one request; every attribute is worked out when the template asks for it."""

    def __init__(self, request: HttpRequest):
        self.request = request
        self.roles = navigation.roles_of(request)

    @property
    def side(self) -> tuple[navigation.Shown, ...]:
        return self._shown("side")

    @property
    def tabbar(self) -> list[navigation.Shown]:
        """At most four; the rest is behind More."""
        return [entry for entry in self._shown("side") if entry.tab][:4]

    @property
    def account(self) -> tuple[navigation.Shown, ...]:
        return self._shown("account")

    @cached_property
    def company(self) -> Any:
        """The company's facts; None before there is a company."""
        path = getattr(settings, "COMPANY", None)
        return import_string(path)() if path else None

    @property
    def today(self) -> date:
        """The day on which a page is printed, where the reader is."""
        return timezone.localdate()

    @property
    def languages(self) -> list[tuple[str, str, bool]]:
        """Code, own name, whether it is the one in use."""
        now = get_language()
        own = {"en": "English", "fr": "Français"}
        return [(code, own.get(code, str(name)), code == now) for code, name in settings.LANGUAGES]

    @property
    def theme(self) -> str:
        """The person's stored choice; "" for a visitor, whose browser decides."""
        return getattr(self.request.user, "theme", "") if hasattr(self.request, "user") else ""

    def _shown(self, place: str) -> tuple[navigation.Shown, ...]:
        path = getattr(settings, "NAVIGATION", None)
        entries = import_string(path) if path else ()
        return navigation.shown(entries, place, self.roles, self._path)

    @property
    def _path(self) -> str:
        """Pages of no app (signing in, administration) lie in no room, whatever their address."""
        match = self.request.resolver_match
        return self.request.path if match is None or match.namespace else ""


def chrome(request: HttpRequest) -> dict[str, Any]:
    return {"chrome": SimpleLazyObject(lambda: Chrome(request))}
