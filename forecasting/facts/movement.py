"""Pipeline movement as walked: buckets of a scope, and the deals behind each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet, Sum

from audit import facts as audit
from crm import facts as crm
from forecasting.core.buckets import BETWEEN, BUCKETS, END, REASSIGNED, START
from forecasting.models import Bar, Walk
from kernel.periods import Period
from kernel.tree import Tree
from kpis.facts.freshness import RECOMPUTE
from teams import facts as teams
from teams.core.scope import Scope


@dataclass(frozen=True, slots=True)
class Bucket:
    """How many deals are in it, and what they add (money that leaves is negative)."""

    deals: int = 0
    value: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Movement:
    """Every bucket by slug; `end` is `start` plus all between, to the last decimal."""

    scope: Scope
    walk: Walk
    buckets: Mapping[str, Bucket]

    def __getitem__(self, bucket: str) -> Bucket:
        return self.buckets[bucket]

    @property
    def is_empty(self) -> bool:
        return not any(bucket.deals for bucket in self.buckets.values())

    @property
    def adds_up(self) -> bool:
        between = sum((self[slug].value for slug in BETWEEN), Decimal(0))
        return self[START].value + between == self[END].value


def stored(period: Period, since: date, until: date) -> Walk | None:
    """The walk that is kept, whether or not it is still up to date; `last` is the recompute that it
    should go with."""
    kept = Walk.objects.filter(start=period.start, stop=period.end, since=since, until=until)
    return kept.annotate(last=audit.last_done_id(RECOMPUTE)).first()


def movement(walk: Walk, scope: Scope) -> Movement:
    """The buckets of one scope. One query."""
    return movements(walk, [scope])[scope.key]


def movements(walk: Walk, scopes: Sequence[Scope]) -> dict[str, Movement]:
    """The buckets of several scopes by their keys. One query."""
    asked: dict[tuple[str, int], Scope] = {(one.kind, one.id): one for one in scopes}
    kinds, ids = {kind for kind, _ in asked}, {pk for _, pk in asked}
    rows = Bar.objects.filter(walk=walk, scope__in=kinds, scope_id__in=ids)
    found: dict[str, dict[str, Bucket]] = {scope.key: {} for scope in scopes}
    for kind, pk, slug, n, value in rows.values_list(
        "scope", "scope_id", "bucket", "deals", "value"
    ):
        if scope := asked.get((kind, pk)):
            found[scope.key][slug] = Bucket(n, value)
    return {
        scope.key: Movement(
            scope, walk, {slug: found[scope.key].get(slug, Bucket()) for slug in BUCKETS}
        )
        for scope in scopes
    }


def movement_deals(walk: Walk, scope: Scope, bucket: str) -> QuerySet[Any]:
    """The deals in a bucket, as `crm.facts.opportunities`, with what each adds as `moved`; their
    sum is the bucket's value. A deal that comes and goes within the scope adds nothing."""
    inside = Q(moves__walk=walk, moves__bucket=bucket)
    if scope.kind == "rep":
        inside &= Q(moves__rep=scope.id)
    elif scope.kind == "team":
        inside &= Q(moves__team__in=teams.sub_team_ids(scope.id))
    found = crm.opportunities().filter(inside)
    if scope.kind == "territory":
        found = found.filter(territory__in=territory_tree().below(scope.id))
    found = found.annotate(moved=Sum("moves__amount"))
    return found.exclude(moved=0) if bucket == REASSIGNED else found


def territory_tree() -> Tree[int]:
    """Territory id → parent."""
    return Tree(dict(teams.territories().order_by().values_list("pk", "parent_id")))
