"""What of the changes is looked at."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from forecasting.words import CHANGES
from ui.filters import Filters


class ChangeFilters(Filters):
    """The rows are found by the kind already; here it only stands in the form."""

    kind = django_filters.ChoiceFilter(
        label=_("What changed"),
        choices=list(CHANGES.items()),
        method="as_found",
        empty_label=_("Every change"),
    )

    def as_found(self, rows: Any, name: str, value: str) -> Any:
        return rows
