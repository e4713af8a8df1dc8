"""What was won beside what was promised, of every rep, team and the company at once.

A key is a kind of scope and its id, as values are stored: ("rep", 5), ("team", 2), ("company", 0).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, Sum

from kernel.periods import Period
from kpis.models import Measure, Value
from teams import facts as teams

type Key = tuple[str, int]
COMPANY: Key = ("company", 0)
KINDS = ("rep", "team", "company")


@dataclass(frozen=True, slots=True)
class Result:
    """`won` in a period, `quota` over it; None is unknown."""

    won: Decimal | None = None
    quota: Decimal | None = None


def results(periods: Iterable[Period]) -> dict[Key, dict[date, Result]]:
    """By first day of the period, for periods of one kind. One query."""
    wanted = list(periods)
    rows = Value.objects.filter(
        kpi__in=("won_value", "quota"),
        scope__in=KINDS,
        kind__in={one.kind for one in wanted},
        start__in=[one.start for one in wanted],
    )
    halves: dict[Key, dict[date, dict[str, Decimal | None]]]
    halves = defaultdict(lambda: defaultdict(dict))
    for scope, pk, start, kpi, value in rows.values_list(
        "scope", "scope_id", "start", "kpi", "value"
    ):
        halves[scope, pk][start][kpi] = value
    return {
        key: {start: Result(h.get("won_value"), h.get("quota")) for start, h in found.items()}
        for key, found in halves.items()
    }


def won_between(start: date, end: date) -> Mapping[Key, Decimal]:
    """On the days of [start, end), by the teams of those days. One query, and the tree of teams."""
    rows = Measure.objects.filter(slug="won_value", grain="day", start__gte=start, start__lt=end)
    tree = teams.team_tree()
    found: dict[Key, Decimal] = defaultdict(Decimal)
    for rep, team, amount in rows.values_list("rep", "team").annotate(total=Sum("value")):
        found[COMPANY] += amount
        if rep is not None:
            found["rep", rep] += amount
        for above in () if team is None else (team, *tree.above(team)):
            found["team", above] += amount
    return found


def by_rep_between(
    spans: Iterable[tuple[date, date]],
) -> dict[tuple[date, date], dict[int, Decimal]]:
    """Of each person on the days of each [start, end). One query, however many spans."""
    wanted = sorted(set(spans))
    if not wanted:
        return {}
    rows = Measure.objects.filter(
        slug="won_value",
        grain="day",
        rep__isnull=False,
        start__gte=min(start for start, _end in wanted),
        start__lt=max(end for _start, end in wanted),
    )
    sums = {
        f"sum_{n}": Sum("value", filter=Q(start__gte=start, start__lt=end))
        for n, (start, end) in enumerate(wanted)
    }
    found: dict[tuple[date, date], dict[int, Decimal]] = {span: {} for span in wanted}
    for rep, *amounts in rows.values_list("rep").annotate(**sums):
        for span, amount in zip(wanted, amounts, strict=True):
            if amount is not None:
                found[span][rep] = amount
    return found
