"""A stable order for lists: unknown values last in both directions, ties by key, so that no row is
shown twice or missed between two pages."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, QuerySet
from django_tables2 import A


def ordered(queryset: QuerySet[Any], fallback: str = "") -> QuerySet[Any]:
    """The queryset with its own order made total.

    NULLS LAST is written only where a value can be unknown, and the key runs in the direction of
    the first column: so an index on (column, id) still serves both directions.
    """
    names = [n for n in (queryset.query.order_by or (fallback,)) if n]
    terms: list[Any] = [_term(queryset, n) if isinstance(n, str) else n for n in names]
    down = bool(names) and isinstance(names[0], str) and names[0].startswith("-")
    if not any(n in ("pk", "-pk", "id", "-id") for n in names if isinstance(n, str)):
        terms.append("-pk" if down else "pk")
    return queryset.order_by(*terms)


def _term(queryset: QuerySet[Any], name: str) -> Any:
    bare, down = name.lstrip("-"), name.startswith("-")
    if bare in ("pk", "id") or not _may_be_unknown(queryset, bare):
        return name
    field = F(bare)
    return field.desc(nulls_last=True) if down else field.asc(nulls_last=True)


def _may_be_unknown(queryset: QuerySet[Any], name: str) -> bool:
    """Whether any step of `account__owner__name` can be NULL; a computed column always can."""
    if name in queryset.query.annotations:
        return True
    model = queryset.model
    for step in name.split("__"):
        try:
            field = model._meta.get_field(step)
        except FieldDoesNotExist:
            return True
        if getattr(field, "null", True):
            return True
        model = getattr(field, "related_model", None) or model
    return False


def ordered_list(rows: Sequence[Any], names: Sequence[str]) -> list[Any]:
    """The same for rows that are already in memory; Python's sort keeps ties as they came."""
    found = list(rows)
    for name in reversed(list(names)):
        accessor, down = A(name.lstrip("-")), name.startswith("-")
        pairs = [(accessor.resolve(row, quiet=True), row) for row in found]
        known = sorted((p for p in pairs if p[0] is not None), key=itemgetter(0), reverse=down)
        found = [row for _v, row in known] + [row for value, row in pairs if value is None]
    return found
