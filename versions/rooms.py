"""The rooms of a version: its pages, as tabs, for whoever may enter."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from ui.components import Crumb, Tab
from versions.models import Version


@dataclass(frozen=True)
class Rooms:
    """`named`: the addresses of an app, in order, with what their tab says; the first is the
    version's own page. `rights`: what a room asks for, where not everybody may enter who reads the
    version."""

    app: str
    named: Mapping[str, Any]
    rights: Mapping[str, str] = field(default_factory=dict)

    def address(self, version: Version, name: str) -> str:
        return reverse(f"{self.app}:{name}", args=(version.pk,))

    def tabs(
        self, request: HttpRequest, version: Version, here: str, query: str = ""
    ) -> tuple[Tab, ...]:
        """`query` goes along to each room."""
        may = request.access.may  # type: ignore[attr-defined]
        return tuple(
            Tab(str(text), self.address(version, name) + query, name == here)
            for name, text in self.named.items()
            if name not in self.rights or may(self.rights[name])
        )

    def way(self, version: Version, here: str) -> tuple[Crumb, ...]:
        """From the version to one of its rooms."""
        first, *_others = self.named
        own = Crumb(version.name, self.address(version, first))
        return (own,) if here == first else (own, Crumb(str(self.named.get(here, ""))))
