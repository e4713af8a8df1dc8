"""The territories that results are kept by, as the plan in force has them."""

from collections.abc import Iterable
from dataclasses import dataclass

from teams.memory import forget
from teams.models import Territory


@dataclass(frozen=True, slots=True)
class Wanted:
    """A territory by its short name; `parent` is that of the one above."""

    slug: str
    name: str
    parent: str | None


def keep_territories(wanted: Iterable[Wanted], *, run_id: int | None = None) -> dict[str, int]:
    """Find or make each one, with its name and place in the tree; ids by short name.

    Parents come before children. Territories that are not wanted stay: results are kept by them.
    """
    known = {row.slug: row for row in Territory.objects.all()}
    found: dict[str, int] = {}
    for one in wanted:
        parent = found[one.parent] if one.parent else None
        row = known.get(one.slug) or Territory(slug=one.slug, run_id=run_id)
        if row.pk is None or (row.name, row.parent_id) != (one.name, parent):
            row.name, row.parent_id = one.name, parent
            row.save()
        found[one.slug] = row.pk
    forget()
    return found
