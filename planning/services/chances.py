"""Works the chances to attain out and keeps them: nightly for quotas in force, on demand for a
plan. Working out a morning again replaces what is kept of it."""

import logging
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from celery import current_app
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from kombu.exceptions import OperationalError

import audit.facts
from audit import services as runs
from forecasting.services import kept_day
from kernel.periods import Kind
from kpis.facts.freshness import RECOMPUTE
from planning.core.weighing import Answer
from planning.facts import asked as facts
from planning.facts.asked import Asked
from planning.facts.evidence import Span, days_needed
from planning.facts.weighed import answers, span_of
from planning.models import Chance, QuotaPlan
from teams import facts as teams

log = logging.getLogger(__name__)
WEIGH, WEIGH_IN_FORCE = "planning.weigh", "planning.weigh_in_force"
STAGES = ("reading", "weighing", "keeping")
OPEN = ("queued", "running")
LOCK = 7431
KINDS: tuple[Kind, ...] = ("month", "quarter", "year")
REBUILT = 6  # quarters whose mornings are worked out afterwards, for what became of them
PLACES = Decimal("0.00001")


# Quotas in force ---------------------------------------------------------------------------------


def weigh_in_force(as_of: date, kinds: Iterable[Kind] = KINDS) -> int:
    """Of the periods that the day lies in; how many chances were kept."""
    calendar = teams.company().calendar
    done = 0
    for kind in kinds:
        period = calendar.of(kind, as_of)
        span = Span(period.start, period.end, kind, as_of)
        done += weigh(span, facts.in_force(period, as_of))
    return done


def nightly() -> int:
    """This morning's and those of open plans after each recompute; then past mornings that were
    never looked at. How many chances were kept."""
    basis, today = audit.facts.last_done(RECOMPUTE), teams.today()
    if basis is None:
        return 0
    params = {"day": today.isoformat(), "basis": basis.pk}
    if audit.facts.runs().filter(kind=WEIGH_IN_FORCE, params=params).exists():
        return rebuild()
    run, done = runs.queue_run(kind=WEIGH_IN_FORCE, params=params), 0
    with runs.running(run):
        done = weigh_in_force(today) + weigh_open_plans(today)
        run.result = {"chances": done}
    return done + rebuild()


def weigh_open_plans(day: date) -> int:
    """Of all plans that are not over: who opens one finds its chances there."""
    plans = QuotaPlan.objects.exclude(state=QuotaPlan.State.ARCHIVED)
    rows = plans.filter(days__endswith__gt=day).order_by("pk")
    return sum(weigh(span_of(plan, day), facts.of_plan(plan, day)) for plan in rows)


def rebuild() -> int:
    """First days of the months of past quarters that have no chances yet."""
    done = 0
    for day in past_mornings():
        if not Chance.objects.filter(line=None, as_of=day).exists():
            done += weigh_in_force(day, ("quarter",))
    return done


def past_mornings() -> list[date]:
    """Of the quarters that are over and had quotas, the latest first."""
    calendar = teams.company().calendar
    quarter = calendar.quarter_of(teams.today())
    found: list[date] = []
    for _n in range(REBUILT):
        quarter = calendar.previous(quarter)
        if not facts.in_force(quarter, quarter.start):
            break
        found += [month.start for month in calendar.months(quarter.start, quarter.end)]
    return found


def weigh(span: Span, asked: Sequence[Asked]) -> int:
    """The three views of each amount, kept instead of what was kept of that morning."""
    if not asked:
        return 0
    prepare(span)
    return keep(span, answers(span, asked))


def prepare(span: Span) -> None:
    """Deals as they stood on the mornings that the evidence is read from."""
    for day in days_needed(span, teams.company().calendar):
        kept_day(day)


def keep(span: Span, found: Iterable[tuple[Asked, list[Answer]]]) -> int:
    rows = [_row(span, one, answer) for one, three in found for answer in three]
    lines = {row.line_id for row in rows}
    days = DateRange(span.start, span.end)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        old = Chance.objects.filter(as_of=span.as_of)
        if lines == {None}:
            old.filter(line=None, days=days).delete()
        else:
            old.filter(line__in=lines).delete()
        Chance.objects.bulk_create(rows)
    return len(rows)


def _row(span: Span, one: Asked, answer: Answer) -> Chance:
    kind, pk = one.key
    return Chance(
        rep_id=pk if kind == "rep" else None,
        team_id=pk if kind == "team" else None,
        line_id=one.line_id,
        days=DateRange(span.start, span.end),
        as_of=span.as_of,
        view=answer.view,
        amount=one.amount if one.planned is None else one.planned,
        chance=None if answer.chance is None else Decimal(answer.chance).quantize(PLACES),
        inputs=dict(answer.inputs),
    )


# A plan, on demand -------------------------------------------------------------------------------


def ask(plan: QuotaPlan, *, by: Any) -> Any:
    """Queue the plan for a worker; returns its Run. While one waits or runs it is that one."""
    runs.close_silent_runs(kind=WEIGH)
    with transaction.atomic():
        QuotaPlan.objects.select_for_update().get(pk=plan.pk)
        waiting = audit.facts.runs().filter(kind=WEIGH, params={"plan": plan.pk}, state__in=OPEN)
        run = waiting.first() or runs.queue_run(
            kind=WEIGH, params={"plan": plan.pk}, by=by, total=len(STAGES)
        )
    transaction.on_commit(lambda: _send(run.pk))
    return run


def _send(run_pk: int) -> None:
    """By name: tasks stand above services. Without a broker it waits; asking again sends it."""
    try:
        current_app.send_task("planning.tasks.weigh", [run_pk])
    except (OperationalError, ConnectionError):
        log.warning("weighing of run %s waits: the broker does not answer", run_pk)


def work(run: Any) -> None:
    """Weigh the plan of a waiting Run; nothing when somebody else has it."""
    try:
        with runs.running(run):
            plan = QuotaPlan.objects.get(pk=run.params["plan"])
            runs.beat(run, progress=0, line=STAGES[0])
            day = teams.today()
            span, asked = span_of(plan, day), facts.of_plan(plan, day)
            prepare(span)
            runs.beat(run, progress=1, line=STAGES[1])
            found = list(answers(span, asked))
            runs.beat(run, progress=2, line=STAGES[2])
            run.result = {"chances": keep(span, found) if found else 0}
    except runs.AlreadyTaken:
        return
