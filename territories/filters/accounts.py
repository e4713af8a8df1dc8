"""Narrowing the accounts of a model: by territory (with all below it), by what they came there."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kernel.tree import Tree
from territories.facts import listed
from territories.models import PlannedTerritory
from territories.models.alignment import Won
from ui.filters import Filters

NOBODY = "-"
RIVALS = [("yes", _("As strong elsewhere"))]


class AccountFilters(Filters):
    """`model_id` is that of the page (see `of`)."""

    territory = django_filters.ChoiceFilter(
        label=_("Territory"), empty_label=_("All territories"), choices=[], method="within"
    )
    level = django_filters.ChoiceFilter(
        label=_("By"), empty_label=_("By any claim"), choices=Won.choices
    )
    rivals = django_filters.ChoiceFilter(
        label=_("Overlaps"), empty_label=_("With and without overlap"), choices=RIVALS,
        method="contested",
    )  # fmt: skip

    model_id = 0
    is_planned = True

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        fields = self.form.fields
        fields["territory"].choices = self._territories()
        fields["territory"].widget.attrs["class"] += " w-auto"
        if not self.is_planned:
            del fields["rivals"]

    @classmethod
    def of(cls, model_id: int, *, is_planned: bool) -> type["AccountFilters"]:
        return type(cls.__name__, (cls,), {"model_id": model_id, "is_planned": is_planned})

    def within(self, rows: QuerySet[Any], _name: str, slug: str) -> QuerySet[Any]:
        if slug == NOBODY:
            return rows.filter(territory=None)
        return rows.filter(territory__slug__in=listed.slugs_below(self.model_id, slug))

    def contested(self, rows: QuerySet[Any], _name: str, _value: str) -> QuerySet[Any]:
        return rows.filter(rivals__gt=0)

    def _territories(self) -> list[tuple[str, Any]]:
        """Indented below each other; in a plan also those that nobody gets."""
        rows = PlannedTerritory.objects.filter(model=self.model_id).order_by("name", "pk")
        known = {row.pk: row for row in rows}
        tree = Tree({pk: row.parent_id for pk, row in known.items()})
        found = [(known[pk].slug, "\u2003" * tree.depth(pk) + known[pk].name) for pk in tree.walk()]
        return [*([(NOBODY, _("No territory"))] if self.is_planned else []), *found]
