"""How fresh a page's figures are, beyond the day of the data."""

from dataclasses import dataclass
from typing import Self

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ui.components import Link


@dataclass(frozen=True, slots=True)
class Freshness:
    """`computing`: newer figures are being worked out. `runs`: where to follow, for who may."""

    computing: bool
    runs: Link | None = None

    @classmethod
    def of(cls, request: HttpRequest, *, computing: bool) -> Self:
        """Who may see runs is led there."""
        sees = request.access.may("load")  # type: ignore[attr-defined]
        return cls(computing, Link(_("See runs"), reverse("dashboards:runs")) if sees else None)
