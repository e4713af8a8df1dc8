"""The base of both lists' filters: choices that depend on the reader and on the address."""

from collections.abc import Callable
from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet

from crm.filters import choices
from teams import facts as teams
from ui.filters import Filters


class Narrowing(Filters):
    """`offered` says which selects are filled, by name, from (access, the asked text).

    `rare` ones have no room on a phone; what an address sets there shows as a chip all the same.
    """

    offered: ClassVar[dict[str, Callable[[Any, str], choices.Choices]]] = {}
    rare: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, field in self.form.fields.items():
            field.widget.attrs["class"] += " w-auto p2" if name in self.rare else ""
            field.widget.attrs.setdefault("placeholder", field.label)

    @property
    def form(self) -> Any:
        is_fresh = not hasattr(self, "_form")
        form = super().form
        if is_fresh:
            for name, offer in self.offered.items():
                asked = self.data.get(name, "") if self.data else ""
                form.fields[name].choices = offer(self.request.access, asked)
                if not form.fields[name].choices:
                    del form.fields[name]
        return form

    def in_scope(self, rows: Any, _name: str, key: str) -> QuerySet[Any]:
        """Deals or accounts of a team's or a person's."""
        scope = choices.scope_of(self.request.access, key)
        period = choices.period_of(self.data.get("p", ""))
        reps = choices.reps_of(scope, period) if scope else None
        return rows if reps is None else rows.of_reps(reps)

    def in_territory(self, rows: QuerySet[Any], _name: str, slug: str) -> QuerySet[Any]:
        """In a territory or one within it."""
        return rows.filter(territory__in=teams.territories().filter(slug=slug).values("pk"))


def select(label: Any, everything: Any, **options: Any) -> django_filters.ChoiceFilter:
    """A select whose first entry is everything, or the first choice where that is None."""
    options.setdefault("choices", [])
    return django_filters.ChoiceFilter(label=label, empty_label=everything, **options)
