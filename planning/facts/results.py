"""What was reached, and what was asked, in months that are over: what a plan stands beside.

Of revenue as a whole the stored KPIs know it, for teams and the company too. Of everything else it
is added up from deals won, by their owner (`planning.facts.counted`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import kpis.facts
import quotas.facts
import teams.facts
from kernel.periods import Period
from planning.facts import counted
from planning.facts.counted import Aim

type Key = tuple[str, int]  # ("rep", 12), ("team", 3), ("territory", 4), ("", 0) the company
WON, QUOTA = "won_value", "quota"


@dataclass(frozen=True, slots=True)
class Before:
    """Over the months before. `is_unknown`: there is a result, but not all of it is known, so that
    no sum with it is known either; without, None only says that nothing is kept."""

    result: Decimal | None = None
    quota: Decimal | None = None
    is_unknown: bool = False


def months_before(start: date, end: date) -> list[Period]:
    """As many whole months as the plan has, right before it, or before this month when it is to
    come."""
    calendar = teams.facts.company().calendar
    n = len(calendar.months(start, end))
    now = calendar.month_of(teams.facts.today())
    last = calendar.previous(min(calendar.month_of(start), now, key=lambda m: m.start))
    return [calendar.back(last, steps) for steps in reversed(range(n))]


def before(goal: Aim, months: Sequence[Period]) -> dict[Key, Before]:
    """Of everybody who is known to have had a result or a quota, or whose result is unknown."""
    if is_all_revenue(goal):
        return _stored(months)
    found = by_rep(goal, months[0].start, months[-1].end)
    known: dict[Key, Before] = {
        ("rep", pk): Before(amount, is_unknown=amount is None) for pk, amount in found.items()
    }
    whole = _whole(found.values())
    return known | ({("", 0): Before(whole, is_unknown=whole is None)} if found else {})


def quotas_before(
    goal: Aim, months: Sequence[Period], known: Mapping[Key, Before]
) -> Mapping[Key, Decimal | None]:
    """What everybody was asked for over the months, of whom that is `known`: as stored of all
    revenue, of everything else from the quotas in force."""
    if is_all_revenue(goal):
        return {key: one.quota for key, one in known.items()}
    aim = quotas.facts.Aim(goal.measure, goal.product_family, goal.segment)
    return quotas.facts.asked_over(aim, months[0].start, months[-1].end)


def is_all_revenue(goal: Aim) -> bool:
    return (goal.measure, goal.product_family, goal.segment) == ("revenue", "", "")


def is_told(goal: Aim) -> bool:
    """Whether deals tell what was reached of it; asks nothing of the database."""
    return counted.is_told(goal)


def by_rep(goal: Aim, start: date, end: date) -> dict[int, Decimal | None]:
    """What each owner of deals won in [start, end) brought towards the goal; None is unknown."""
    return dict(counted.sums(goal, start, end, "owner"))


def by_month(goal: Aim, months: Sequence[Period]) -> list[Decimal | None]:
    """What the company reached of the goal in each month; None is unknown, as are months before
    anything was won that counts: deals may not be kept so far back."""
    if is_all_revenue(goal):
        found = kpis.facts.series(teams.facts.company_scope(), WON, months)
        return [one.value for one in found]
    days = dict(counted.sums(goal, months[0].start, months[-1].end, "closed_on"))
    if not days:
        return [None] * len(months)
    first = min(days)
    return [
        None if m.end <= first else _whole(n for day, n in days.items() if day in m) for m in months
    ]


def _whole(parts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum; unknown as soon as a part is."""
    total = Decimal(0)
    for part in parts:
        if part is None:
            return None
        total += part
    return total


def _stored(months: Sequence[Period]) -> dict[Key, Before]:
    found: dict[Key, dict[str, Decimal]] = {}
    for (kind, pk, kpi), total in kpis.facts.totals([WON, QUOTA], months).items():
        key = ("", 0) if kind == "company" else (kind, pk)
        found.setdefault(key, {})[kpi] = total
    return {key: Before(one.get(WON), one.get(QUOTA)) for key, one in found.items()}
