"""What deserves a look below a scope, the most money first. From stored values, and a few deals."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from crm import facts as crm
from kernel.periods import Period
from kpis.facts.values import KpiValue, table
from teams import facts as teams
from teams.core.scope import Scope

Kind = Literal["behind", "thin_coverage", "overdue", "stale", "concentration", "deal_overdue"]
KPIS = [
    "attainment",
    "expected_share",
    "pace_gap",
    "coverage",
    "needed_coverage",
    "coverage_adequacy",
    "open_pipeline",
    "overdue_share",
    "stale_share",
    "concentration",
]
BEHIND = Decimal("-0.03")  # three points of the quota: the limit of "behind" everywhere
# Share of the open value from which it is worth a line; a past close date always is.
MUCH = {"overdue": Decimal(0), "stale": Decimal("0.15")}
DEALS = 3


@dataclass(frozen=True, slots=True)
class AttentionItem:
    """`amount` is the money at stake. About a scope, or about one deal (`deal_id`, `name`).

    params by kind: behind: points, coverage, needed · thin_coverage: coverage, needed ·
    overdue, stale, concentration: share · deal_overdue: days, owner. Unknown is None.
    """

    kind: Kind
    amount: Decimal
    scope: Scope | None = None
    deal_id: int | None = None
    name: str = ""
    params: Mapping[str, Decimal | int | str | None] = field(default_factory=dict)


def attention(
    scope: Scope, period: Period, *, values: Mapping[Scope, Mapping[str, KpiValue]] | None = None
) -> list[AttentionItem]:
    """Everything found, the most money first. About six queries.

    `values`: those of the scope and its children, when the page has read KPIS of them already.
    """
    if values is None:
        below = teams.children(scope, period.start, period.end)
        known = table([scope, *below], period, KPIS)
        values = {one: known[one.key] for one in (scope, *below)}
    below = [one for one in values if one != scope]
    found = [item for one in below or [scope] for item in _behind(one, values[one])]
    found += _pipeline(scope, values[scope])
    found += _deals(scope, teams.today())
    return sorted(found, key=lambda item: -item.amount)


def _behind(scope: Scope, values: Mapping[str, KpiValue]) -> Iterable[AttentionItem]:
    attained, usual = values["attainment"].value, values["expected_share"].value
    gap = values["pace_gap"].value
    if attained is None or usual is None or gap is None or attained - usual > BEHIND:
        return
    params = {
        "points": attained - usual,
        "coverage": values["coverage"].value,
        "needed": values["needed_coverage"].value,
    }
    yield AttentionItem("behind", -gap, scope, params=params)


def _pipeline(scope: Scope, values: Mapping[str, KpiValue]) -> Iterable[AttentionItem]:
    adequacy, coverage = values["coverage_adequacy"], values["coverage"]
    needed = values["needed_coverage"].value
    if adequacy.value is not None and adequacy.value < 1 and needed and coverage.denominator:
        missing = needed * coverage.denominator - (coverage.numerator or 0)
        params = {"coverage": coverage.value, "needed": needed}
        yield AttentionItem("thin_coverage", missing, scope, params=params)
    for kind, slug in (("overdue", "overdue_share"), ("stale", "stale_share")):
        one = values[slug]
        if one.value is not None and one.value >= MUCH[kind] and one.numerator:
            share = {"share": one.value}
            yield AttentionItem(kind, one.numerator, scope, params=share)  # type: ignore[arg-type]
    top = values["concentration"]
    if top.note == "concentrated" and top.numerator:
        yield AttentionItem("concentration", top.numerator, scope, params={"share": top.value})


def _deals(scope: Scope, today: date) -> Iterable[AttentionItem]:
    """A rep's largest overdue deals, one by one; above, the overdue value is one line."""
    if scope.kind != "rep":
        return
    rows = (
        crm.opportunities()
        .of_reps([scope.id])
        .overdue(today)
        .filter(value__gt=0)
        .order_by("-value", "-pk")
    )
    for pk, name, value, close_date, owner in rows.values_list(
        "pk", "name", "value", "close_date", "owner__name"
    )[:DEALS]:
        params = {"days": (today - close_date).days, "owner": owner}
        yield AttentionItem("deal_overdue", value, deal_id=pk, name=name, params=params)
