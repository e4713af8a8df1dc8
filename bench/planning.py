"""Quota plans of a company of any size: the work behind a year's quotas, and the pages.

What writes is done in a transaction that is taken back, so that every run starts from the same.
Publishing stands beside storing the same quotas and letters, as one statement each; weighing beside
storing its chances.
"""

import statistics
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client

from bench.company import Size
from bench.frame import Figure, Spent, alone, spending
from kpis import services as kpis
from planning.facts import asked
from planning.facts.allocation import Inputs
from planning.facts.figures import derived
from planning.facts.weighed import span_of
from planning.letter_page import digest_of
from planning.models import Letter, QuotaLine, QuotaPlan
from planning.services import chances, plans
from planning.services.lines.allocating import allocate
from planning.services.lines.figures import set_planned
from planning.services.publishing import publish
from teams import facts as teams
from teams.models import User

RUNS = 3
PAGE = 60  # milliseconds of CPU for one call, as of lists
WEIGHING = 90  # CPU seconds, as of nightly forecasts for 500 people
A_PERSON = 1_000_000
PAGES = {
    "plans": "/quotas/",
    "one plan": "/quotas/{plan}/",
    "its history": "/quotas/{plan}/history/",
    "a line": "/quotas/{plan}/lines/{line}/",
    "months": "/quotas/{plan}/months/",
    "realism": "/quotas/{plan}/realism/",
    "realism of a person": "/quotas/{plan}/realism/{line}/",
    "fairness": "/quotas/{plan}/fairness/",
    "capacity": "/quotas/{plan}/capacity/",
    "publishing": "/quotas/{plan}/publish/",
    "letters": "/quotas/{plan}/letters/",
    "a letter": "/quotas/letters/{letter}/",
    "adjustments": "/quotas/{plan}/adjustments/",
    "as published": "/quotas/{plan}/as-published/",
    "changes": "/quotas/changes/",
    "ramps": "/quotas/ramps/",
    "missed again": "/quotas/misses/",
    "calibration": "/quotas/calibration/",
    "allocating": "/quotas/{draft}/allocate/{top}/?method=uniform_growth&deep=on",
    "bulk": "/quotas/{draft}/bulk/",
    "comparing": "/quotas/{draft}/compare/?with={plan}",
}
FORGET = ("DELETE FROM planning_letter", "DELETE FROM quotas_quota WHERE run_id = %s")
KEEP = (
    "CREATE TEMP TABLE kept_quotas AS SELECT * FROM quotas_quota WHERE run_id = %s",
    "CREATE TEMP TABLE kept_letters AS SELECT * FROM planning_letter",
)
STORE = (
    "INSERT INTO quotas_quota OVERRIDING SYSTEM VALUE SELECT * FROM kept_quotas",
    "INSERT INTO planning_letter OVERRIDING SYSTEM VALUE SELECT * FROM kept_letters",
)


def figures(size: Size) -> Iterable[Figure]:
    kpis.recompute()
    call_command("collectstatic", interactive=False, verbosity=0)
    by, people = _person("operations"), f"{size.reps} people, a year of revenue."
    plan = _plan(by, "Bench", size)
    top = plan.goals.get().lines.get(parent=None)
    said = Inputs("uniform_growth", deep=True)
    spent = timed(lambda: allocate(by=by, line=top, inputs=said))
    yield _figure("Allocate all lines", f"{people} By uniform growth, all levels.", spent)
    allocate(by=by, line=top, inputs=said)
    spent = timed(lambda: derived(plan))
    yield _figure("Prorate all lines", f"{people} Every figure of every month.", spent)
    yield _weighing(plan, people)
    plans.submit(by=by, plan=plan)
    plans.approve(by=_person("executive"), plan=plan)
    yield _publishing(plan, by, people)
    yield _letters(people)
    draft = _plan(by, "Draft", size)
    yield from _pages(plan, draft, by)


def _plan(by: User, name: str, size: Size) -> QuotaPlan:
    """The next fiscal year, with a figure for the company."""
    calendar = teams.company().calendar
    year = calendar.next(calendar.year_of(teams.today()))
    plan = plans.create(by=by, name=name, start=year.start, end=year.end)
    top = plan.goals.get().lines.get(parent=None)
    set_planned(by=by, line=top, amount=Decimal(A_PERSON * size.reps))
    return plan


def _weighing(plan: QuotaPlan, people: str) -> Figure:
    today = teams.today()
    span, wanted = span_of(plan, today), asked.of_plan(plan, today)
    chances.prepare(span)
    spent = timed(lambda: chances.weigh(span, wanted))
    found = list(chances.answers(span, wanted))
    chances.keep(span, found)
    floor = timed(lambda: chances.keep(span, found))
    about = f"{people} {len(wanted)} lines in three views; snapshots are there."
    return _figure("Weigh a plan", about, spent, floor, WEIGHING)


def _publishing(plan: QuotaPlan, by: User, people: str) -> Figure:
    spent = timed(lambda: publish(plan, by, reason="Bench"))
    made = publish(plan, by, reason="Bench")
    _run(KEEP, made.run_id)
    floor = timed(lambda: _run(STORE), before=lambda: _run(FORGET, made.run_id))
    again = timed(lambda: publish(plan, by))
    seconds = statistics.median(one.wall for one in again)
    about = (
        f"{people} {Letter.objects.count()} letters, {made.changed} quotas. Again: {seconds:.2f} s."
    )
    return _figure("Publish", about, spent, floor)


def _letters(people: str) -> Figure:
    rows = list(Letter.objects.all())

    def again() -> None:
        for row in rows:
            assert digest_of(row.facts, row.language) == row.digest

    about = f"{people} {len(rows)} letters from what was kept, byte for byte."
    return _figure("Letters again", about, timed(again))


def _pages(plan: QuotaPlan, draft: QuotaPlan, by: User) -> Iterable[Figure]:
    client = Client(SERVER_NAME="localhost")
    client.force_login(by, backend="django.contrib.auth.backends.ModelBackend")
    known = {
        "plan": plan.pk,
        "draft": draft.pk,
        "top": draft.goals.get().lines.get(parent=None).pk,
        "line": QuotaLine.objects.filter(goal__plan=plan, rep__isnull=False)[0].pk,
        "letter": Letter.objects.latest("pk").pk,
    }
    for name, way in PAGES.items():
        yield _page(client, name, way.format(**known))


def _page(client: Client, name: str, path: str) -> Figure:
    def act() -> Any:
        response = client.get(path)
        assert response.status_code == 200, f"{path}: {response.status_code}"
        return response

    size = len(act().content)
    about = f"`{path}`, {size / 1000:.0f} KB"
    found = alone(f"Page: {name}", about, act, limit=PAGE, times=2, runs=RUNS)
    found.details["bytes"] = size
    return found


def timed(act: Callable[[], Any], before: Callable[[], Any] = lambda: None) -> list[Spent]:
    """Each run is taken back."""
    spent = []
    for _ in range(RUNS):
        with transaction.atomic():
            before()
            with spending() as cost:
                act()
            spent.append(cost)
            transaction.set_rollback(True)
    return spent


def _figure(
    name: str,
    about: str,
    spent: list[Spent],
    floor: list[Spent] | None = None,
    limit: float | None = None,
) -> Figure:
    """CPU seconds; beside the floor for the reader, not for the limit."""
    cpu = statistics.median(one.cpu for one in spent)
    details: dict[str, Any] = {"queries": spent[-1].queries}
    if floor:
        least = max(statistics.median(one.cpu for one in floor), 0.001)
        details |= {"floor_cpu": round(least, 3), "cpu_ratio": round(cpu / least, 1)}
        about = f"{about} {cpu / least:.1f} × storing alone ({least:.2f} CPU s)."
    wall = statistics.median(one.wall for one in spent)
    about = f"{about} {wall:.2f} s."
    return Figure(name, about, round(cpu, 3), "CPU s", None, None, limit, RUNS, details)


def _person(role: str) -> User:
    values = {"role": role, "name": role.title()}
    return User.objects.get_or_create(email=f"{role}@bench.example", defaults=values)[0]


def _run(texts: Iterable[str], run: int | None = None) -> None:
    with connection.cursor() as cursor:
        for text in texts:
            cursor.execute(text, [run] if "%s" in text else [])
