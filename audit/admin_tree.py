"""A list of an admin in the order of a tree, indented: teams, territories, roles."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from kernel.tree import Tree, cycles


def _number(pairs: Iterable[tuple[int, int]]) -> Case:
    """SQL that gives each row its number."""
    cases = (When(pk=pk, then=Value(n)) for pk, n in pairs)
    return Case(*cases, default=Value(0), output_field=IntegerField())


class InTreeOrder(ChangeList):
    def _get_default_ordering(self) -> list[str]:
        return ["place"]


class InTree(admin.ModelAdmin):
    """Mixin for rows with a `parent` and a `name`; show `branch` for the name, indented."""

    list_per_page = 500

    def nodes(self, request: HttpRequest) -> QuerySet[Any]:
        """The rows that the tree is made of."""
        return self.model._default_manager.all()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        parents = dict(self.nodes(request).values_list("pk", "parent_id"))
        tree = Tree(parents | dict.fromkeys(cycles(parents)))
        walk = tree.walk()
        place = _number((pk, n) for n, pk in enumerate(walk))
        depth = _number((pk, tree.depth(pk)) for pk in walk)
        rows = super().get_queryset(request).annotate(place=place, depth=depth)
        return rows.order_by("place", "name", "pk")

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """Nothing here: lists to choose from elsewhere know no places."""
        return ()

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return InTreeOrder

    @admin.display(description=gettext_lazy("name"), ordering="place")
    def branch(self, node: Any) -> str:
        return "— " * node.depth + str(node.name)
