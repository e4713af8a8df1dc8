"""The part of a model that is balanced: territories of one role that share out accounts."""

from collections.abc import Sequence
from dataclasses import dataclass

from kernel.tree import Tree
from territories.models import PlannedTerritory, SalesRole, TerritoryModel


@dataclass(frozen=True, slots=True)
class Leaf:
    """A territory without territories below it in the same role; `target` is relative to the
    others. `seat`: country and state, as written; empty where nobody said."""

    id: int
    slug: str
    name: str
    target: float
    seat: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Part:
    """What is compared with each other. `within`: the territory above them all, or None; `choices`:
    those of the whole model that could be."""

    model: TerritoryModel
    role: SalesRole
    within: PlannedTerritory | None
    leaves: tuple[Leaf, ...]
    inner: tuple[int, ...]
    choices: tuple[PlannedTerritory, ...] = ()

    @property
    def ids(self) -> list[int]:
        return [leaf.id for leaf in self.leaves]

    @property
    def targets(self) -> dict[str, float]:
        return {str(leaf.id): leaf.target for leaf in self.leaves}

    @property
    def seats(self) -> dict[int, tuple[str, str]]:
        return {leaf.id: leaf.seat for leaf in self.leaves}


def rows_of(model: TerritoryModel) -> list[PlannedTerritory]:
    """All territories of a model with their roles, by name."""
    return list(model.territories.select_related("role").order_by("name", "pk"))


def part_of(
    model: TerritoryModel,
    within: PlannedTerritory | None = None,
    rows: Sequence[PlannedTerritory] | None = None,
) -> Part:
    """Leaf territories below `within`, or of the role that owns the accounts, by name. `rows`: all
    of the model, where they were read already.

    Accounts on `inner` territories of the part belong to no leaf, so they are compared with
    nothing.
    """
    rows = rows_of(model) if rows is None else rows
    role = within.role if within else _role(rows)
    peers = [row for row in rows if row.role_id == role.pk]
    tree = Tree({row.pk: row.parent_id for row in rows})
    below = set(tree.below(within.pk) if within else tree.parents)
    parents = {row.parent_id for row in peers}
    here = [row for row in peers if row.pk in below]
    leaves = [row for row in here if row.pk not in parents]
    inner = [row.pk for row in here if row.pk in parents]
    found = (
        Leaf(row.pk, row.slug, row.name, float(row.target), (row.country, row.state))
        for row in leaves
    )
    above = {row.parent_id for row in rows}
    choices = tuple(row for row in rows if row.pk in above)
    return Part(model, role, within, tuple(found), tuple(inner), choices)


def _role(rows: Sequence[PlannedTerritory]) -> SalesRole:
    """The role that owns accounts where the model has territories of it, else that of the first."""
    if not rows:
        return SalesRole.objects.get(owns_accounts=True)
    return next((row.role for row in rows if row.role.owns_accounts), rows[0].role)
