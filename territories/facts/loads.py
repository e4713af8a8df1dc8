"""What territories carry, as it was last worked out: what pages read."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from territories.core.metrics import MEASURES
from territories.core.protections import PROTECTIONS
from territories.facts.parts import Part
from territories.models import TerritoryLoad


@dataclass(frozen=True, slots=True)
class Load:
    """Of one territory, or of several together: sums of what is known, and accounts not known."""

    accounts: int = 0
    sums: dict[str, Decimal] = field(default_factory=dict)
    unknown: dict[str, int] = field(default_factory=dict)
    protected: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Loads:
    """Of a part of a model. `above`: accounts on inner territories; `gaps`: without a territory."""

    by_leaf: dict[int, Load]
    above: Load
    gaps: Load
    at: datetime | None

    @property
    def total(self) -> Load:
        return together(self.by_leaf.values())


def loads_of(part: Part) -> Loads:
    """Leaves that hold nothing have an empty load; `at` is None before anything was worked out."""
    rows = TerritoryLoad.objects.filter(model=part.model.pk, role=part.role.pk)
    found = {row.territory_id: row for row in rows}
    return Loads(
        {leaf: _load(found.get(leaf)) for leaf in part.ids},
        together(_load(found.get(node)) for node in part.inner),
        _load(found.get(None)),
        max((row.at for row in found.values()), default=None),
    )


def together(loads: Iterable[Load]) -> Load:
    each = list(loads)
    return Load(
        sum(one.accounts for one in each),
        {
            m: sum((one.sums.get(m, Decimal(0)) for one in each), Decimal(0))
            for m in MEASURES.slugs()
        },
        {m: sum(one.unknown.get(m, 0) for one in each) for m in MEASURES.slugs()},
        {p: sum(one.protected.get(p, 0) for one in each) for p in (*PROTECTIONS, "any")},
    )


def _load(row: TerritoryLoad | None) -> Load:
    if row is None:
        return together(())
    sums = {slug: Decimal(total or 0) for slug, (total, _) in row.sums.items()}
    unknown = {slug: count for slug, (_, count) in row.sums.items()}
    return Load(row.accounts, sums, unknown, row.protected)
