"""The base of both lists' filters: choices that depend on the reader and on the address."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet

from crm import facts
from crm.filters import choices
from ui.filters import Filters


class Narrowing(Filters):
    """`offered` says which selects are filled, by name, from the filters and the asked text.

    `rare` ones have no room on a phone; what an address sets there shows as a chip all the same.
    """

    offered: ClassVar[dict[str, Callable[["Narrowing", str], choices.Choices]]] = {}
    rare: ClassVar[tuple[str, ...]] = ()
    # The people of the asked scope, as soon as rows are narrowed to them.
    asked_reps: list[int] | None = None

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
                form.fields[name].choices = offer(self, asked)
                if not form.fields[name].choices:
                    del form.fields[name]
        return form

    @cached_property
    def named(self) -> list[facts.Selectable]:
        """The stages and territories that there are."""
        return facts.selectable()

    def in_scope(self, rows: Any, _name: str, key: str) -> QuerySet[Any]:
        """Deals or accounts of a team's or a person's."""
        scope = choices.scope_of(self.request.access, key)
        period = choices.period_of(self.data.get("p", ""))
        self.asked_reps = choices.reps_of(self.request.access, scope, period) if scope else None
        return rows if self.asked_reps is None else rows.of_reps(self.asked_reps)

    def in_territory(self, rows: QuerySet[Any], _name: str, slug: str) -> QuerySet[Any]:
        """In a territory or one within it."""
        return rows.filter(territory__in=choices.within(self.named, slug))


def select(label: Any, everything: Any, **options: Any) -> django_filters.ChoiceFilter:
    """A select whose first entry is everything, or the first choice where that is None."""
    options.setdefault("choices", [])
    return django_filters.ChoiceFilter(label=label, empty_label=everything, **options)
