"""Open pipeline of a period by stage, as stored with the last recompute."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, Sum

from crm import facts as crm
from kernel.periods import Period
from kpis.facts.scoped import measures_of
from teams.core.scope import Scope


@dataclass(frozen=True, slots=True)
class StageRow:
    """`deals` counts by share of credit; `weighted` is value × stated or usual chance of each."""

    stage_id: int
    slug: str
    name: str
    deals: Decimal
    open_value: Decimal
    chance: Decimal | None
    weighted: Decimal


def pipeline_by_stage(scope: Scope, period: Period) -> list[StageRow]:
    """Open stages in their order, those without deals too; a range of days has no stored rows."""
    rows = measures_of(scope).filter(grain=period.kind, start=period.start, stage__isnull=False)
    totals = rows.values("stage_id").annotate(
        deals=Sum("value", filter=Q(slug="stage_count"), default=Decimal(0)),
        open_value=Sum("value", filter=Q(slug="stage_value"), default=Decimal(0)),
        weighted=Sum("value", filter=Q(slug="stage_weighted"), default=Decimal(0)),
    )
    by_stage = {row["stage_id"]: row for row in totals}
    none = {"deals": Decimal(0), "open_value": Decimal(0), "weighted": Decimal(0)}
    return [
        StageRow(s.id, s.slug, s.name, row["deals"], row["open_value"], s.chance, row["weighted"])
        for s in crm.stages()
        if s.kind == "open"
        for row in [by_stage.get(s.id, none)]
    ]
