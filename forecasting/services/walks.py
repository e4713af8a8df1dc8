"""Walks of the whole company, kept deal by deal, so that every page reads sums and rows alike.

A walk goes with the stored KPIs: the next recompute (after a load, an edit, a night) makes it out
of date, and whoever asks first after it walks again. The clock walks the usual ones beforehand.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from audit import facts as audit
from crm import facts as crm
from forecasting import facts
from forecasting.core.deals import Deal, Rates, Seats
from forecasting.core.movement import Move, Question, walk
from forecasting.core.sums import Sums
from forecasting.models import Walk
from forecasting.queries import deals, known, moves
from forecasting.services import asking
from forecasting.services.asking import BeingWalked, ask_once
from kernel.periods import Period
from kernel.tree import Tree
from kpis.core.seats import seats
from kpis.services.runs import RECOMPUTE
from teams import facts as teams
from teams.core.scope import Scope

LOCK = 7421


def movement(scope: Scope, period: Period, start: date, end: date) -> facts.Movement:
    """The buckets of a scope for the days [start, end), with their numbers of deals and values.

    In a large company a walk that went with an earlier recompute is given while a worker makes
    the new one, or BeingWalked is raised.
    """
    return facts.movement(_kept(period, start, end), scope)


def walked(period: Period, start: date, end: date) -> Walk:
    """The walk of a period's pipeline over the days [start, end), as of the stored KPIs; made
    here and now unless it is there."""
    since, until = start - timedelta(1), end - timedelta(1)
    found = facts.stored(period, since, until)
    if found and found.is_current:
        return found
    with transaction.atomic(), connection.cursor() as cursor:
        key = f"{period.start} {period.end} {since} {until}"
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK, key])
        found, basis = facts.stored(period, since, until), _basis()
        if found and found.is_current:
            return found
        if found:
            forget([found.pk])
        made = Walk.objects.create(
            start=period.start, stop=period.end, since=since, until=until, basis=basis
        )
        _walk(cursor, made, question(period, since, until))
    return made


def _walk(cursor: Any, made: Walk, asked: Question) -> None:
    known.tell(cursor, asked.since, asked.until, fields=known.WALKED)
    people = dict(teams.reps().order_by().values_list("external_id", "pk"))
    sums = Sums(_above(teams.team_tree()), _above(facts.territory_tree()))
    moves.keep(cursor, made.pk, _walked(deals.deals(asked, people), asked, sums))
    moves.keep_sums(cursor, made.pk, sums)


def _kept(period: Period, start: date, end: date) -> Walk:
    found = facts.stored(period, start - timedelta(1), end - timedelta(1))
    if found and found.is_current:
        return found
    if crm.deals_roughly() <= asking.AT_ONCE:
        return walked(period, start, end)
    days = start.isoformat(), end.isoformat()
    ask_once("forecasting.tasks.walk", period.slug, *days, basis=_basis())
    if found is None:
        raise BeingWalked
    found.is_behind = True
    return found


def _basis() -> int:
    last = audit.last_done(RECOMPUTE)
    return last.pk if last else 0


def question(period: Period, since: date, until: date) -> Question:
    """What the core needs to know besides the deals: rates and seats."""
    company = teams.company()
    return Question(
        period.start,
        period.end,
        since,
        until,
        _rates(company.currency),
        _seats(),
    )


def forget(walks: list[int]) -> None:
    """Remove walks with their moves."""
    with connection.cursor() as cursor:
        for table in ("move", "bar"):
            cursor.execute(f"DELETE FROM forecasting_{table} WHERE walk_id = ANY(%s)", [walks])
        cursor.execute("DELETE FROM forecasting_walk WHERE id = ANY(%s)", [walks])


def _rates(base: str) -> Rates:
    days: dict[str, list[date]] = defaultdict(list)
    rates: dict[str, list[Decimal]] = defaultdict(list)
    for currency, day, rate in teams.rates().values_list("currency", "day", "rate"):
        days[currency].append(day)
        rates[currency].append(rate)
    return Rates(base, days, rates)


def _seats() -> Seats:
    days: dict[int, list[date]] = defaultdict(list)
    found: dict[int, list[int | None]] = defaultdict(list)
    belongings = teams.memberships(date(1900, 1, 1), date(2999, 12, 31))
    for seat in seats(teams.reps().order_by().values_list("pk", flat=True), belongings):
        days[seat.rep_id].append(seat.start)
        found[seat.rep_id].append(seat.team_id)
    return Seats(days, found)


def _walked(found: Iterable[Deal], asked: Question, sums: Sums) -> Iterator[Move]:
    """The moves of all deals; they are added up on the way."""
    for deal in found:
        moved = list(walk(deal, asked))
        sums.add(moved, deal.territory)
        yield from moved


def _above(tree: Tree[int]) -> dict[int, list[int]]:
    return {node: [node, *tree.above(node)] for node in tree.walk()}
