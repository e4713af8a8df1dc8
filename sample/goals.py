"""The sample company's quota plans: last year's, which is over; this year's, approved; and a draft
for next year against which a manager has proposed.

Last year's says what the loaded quotas promise; this year's says what those of the current quarter
promise for a whole year, so that publishing it from this quarter on changes nobody's quota (see
`sample.letters`). Next year's figures, the proposals and their reasons are generated.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model

import planning.facts.lines as facts
import planning.facts.plans
from kernel.periods import Period
from planning.facts.basis import ground
from planning.services import lines, plans
from planning.services.lines.proposing import Said
from planning.services.months import set_months
from planning.services.plans import goals as measured
from quotas.facts import QuotaFact, quotas_over
from teams import facts as teams

GROWTH, STEP = Decimal("1.08"), Decimal(1000)
RESERVE = Decimal("0.985")  # the company's goal, of what its regions promise
DAYS_TO_PROPOSE = 14
ALSO = ("margin", "recurring")  # measures of further goals of the draft
THIRDS = (Decimal("0.99"), Decimal("0.99"), Decimal("1.02"))  # so that months are whole cents
PROPOSED = {  # people by CRM id: how much of the figure is believed in, and why
    "8": ("0.9", "Six of the largest accounts go to Louisiana"),
    "10": ("1.05", "Gets six large accounts from Florida"),
    "17": ("1", "As planned: the new patch is known by now"),
    "9": ("0.94", "Two large renewals fall into the year after"),
}
type Key = tuple[str, int]


def draw() -> None:
    """Once; a plan that is there already is left alone."""
    if planning.facts.plans.plans().exists():
        return
    author, approver = (_user(role) for role in ("operations", "executive"))
    calendar, today = teams.company().calendar, teams.today()
    now = calendar.year_of(today)
    promised = _promised(now)
    before = calendar.previous(now)
    last = _drawn(author, before, _promised(before), _weights(before))
    _approve(author, approver, last)
    plans.archive(by=author, plan=last, words="The year is over.")
    _approve(author, approver, _of_this_year(author, now))
    grown = {key: _round(amount * GROWTH) for key, amount in promised.items()}
    draft = _drawn(author, calendar.next(now), grown, _weights(now))
    plans.ask(
        by=author,
        plan=draft,
        until=today + timedelta(DAYS_TO_PROPOSE),
        words="Say for each of your people what you believe in, and why.",
    )
    _propose(draft)
    for measure in ALSO:
        _also(author, draft, measure)


def _also(by: Any, plan: Any, measure: str) -> None:
    """A goal beside revenue: grown from what was reached."""
    goal = plans.add_goal(by=by, plan=plan, key=measured.Key(measure))
    known = ground(goal).results[0]
    said = {pk: _round(reached * GROWTH) for pk, reached in known.items() if reached}
    lines.set_many(by=by, plan_id=plan.pk, figures=said, why="A little more than in the last year")


def _of_this_year(by: Any, year: Period) -> Any:
    """Amounts of the current quarter (else of the last one that is known), times the sum of what
    the quarters are worth against it: a month is 33 or 34 hundredths of its quarter."""
    calendar, totals = teams.company().calendar, _totals(year)
    here = calendar.quarter_of(teams.today()).start
    base = here if here in totals else max(totals, default=here)
    mean = sum(totals.values(), Decimal(0)) / max(len(totals), 1)
    quarters = list(dict.fromkeys(calendar.quarter_of(m.start).start for m in _months(year)))
    worth = [round(totals.get(one, mean) / (totals.get(base) or 1), 2) for one in quarters]
    figures: dict[Key, Decimal] = defaultdict(Decimal)
    for one in _quotas(year):
        if one.days.start and calendar.quarter_of(one.days.start).start == base:
            figures[_key(one)] += one.amount * sum(worth)
    weights = [part * third for part in worth for third in THIRDS]
    return _drawn(by, year, _with_company(figures), weights)


def _drawn(by: Any, year: Period, figures: Mapping[Key, Decimal], weights: list[Decimal]) -> Any:
    """A plan for a fiscal year; its months follow the quarters of the loaded quotas."""
    plan = plans.create(by=by, name=f"Quotas {year.slug}", start=year.start, end=year.end)
    goal = plan.goals.get()
    if any(weights):
        set_months(by=by, goal=goal, source="typed", weights=weights)
    rows = {row.pk: facts.key_of(row) for row in facts.lines(plan)}
    said = {pk: figures[key] for pk, key in rows.items() if key in figures}
    lines.set_many(by=by, plan_id=plan.pk, figures=said, why="As the loaded quotas promise")
    return plan


def _promised(year: Period) -> dict[Key, Decimal]:
    """What people and teams have to reach in a year; where only some quarters are known, four times
    their mean."""
    found: dict[Key, list[Decimal]] = defaultdict(list)
    for one in _quotas(year):
        found[_key(one)].append(one.amount)
    sums = {key: _round(sum(each, Decimal(0)) / len(each) * 4) for key, each in found.items()}
    return _with_company(sums)


def _with_company(sums: Mapping[Key, Decimal]) -> dict[Key, Decimal]:
    """Its goal is a little below that of its regions."""
    roots = [sums[key] for pk in teams.team_tree().roots() if (key := ("team", pk)) in sums]
    return {**sums, **({("", 0): _round(sum(roots) * RESERVE)} if roots else {})}


def _key(one: QuotaFact) -> Key:
    return ("rep", one.rep_id) if one.rep_id else ("team", one.team_id or 0)


def _weights(year: Period) -> list[Decimal]:
    """One a month, around 1: what the regions promise in the month's quarter."""
    calendar, totals = teams.company().calendar, _totals(year)
    mean = sum(totals.values(), Decimal(0)) / max(len(totals), 1)
    parts = [totals.get(calendar.quarter_of(m.start).start, mean) for m in _months(year)]
    return [round(part / mean, 2) if mean else Decimal(0) for part in parts]


def _months(year: Period) -> list[Period]:
    return teams.company().calendar.months(year.start, year.end)


def _totals(year: Period) -> dict[date, Decimal]:
    """First day of a quarter → what the regions promise in it."""
    calendar = teams.company().calendar
    roots = set(teams.team_tree().roots())
    totals: dict[date, Decimal] = defaultdict(Decimal)
    for one in _quotas(year):
        if one.team_id in roots and one.days.start:
            totals[calendar.quarter_of(one.days.start).start] += one.amount
    return totals


def _quotas(year: Period) -> Iterable[QuotaFact]:
    people = teams.reps().values_list("pk", flat=True)
    return quotas_over(
        year.start, year.end, rep_ids=people, team_ids=[one.id for one in teams.team_facts()]
    )


def _propose(plan: Any) -> None:
    """The manager for some of their people; the others are still to come."""
    by = _user("manager")
    rows = facts.lines(plan).filter(rep__external_id__in=PROPOSED, planned__isnull=False)
    said = {}
    for row in rows:
        part, why = PROPOSED[facts.slug_of(row)]
        said[row.pk] = Said(_round((row.planned or 0) * Decimal(part)), why)
    lines.propose_many(by=by, plan=plan, said=said)


def _approve(author: Any, approver: Any, plan: Any) -> None:
    plans.submit(by=author, plan=plan)
    plans.approve(by=approver, plan=plan, words="Agreed with both heads of sales.")


def _round(amount: Decimal | int) -> Decimal:
    return (Decimal(amount) / STEP).quantize(Decimal(1)) * STEP


def _user(role: str) -> Any:
    return get_user_model().objects.filter(role=role).order_by("pk").first()
