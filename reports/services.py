"""Reports are made, superseded and withdrawn here; none is ever changed."""

import logging
from typing import Any

from celery import current_app
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override
from kombu.exceptions import OperationalError

import audit.facts
import teams.facts
from audit import services as runs
from dashboards.facts import Question
from kernel.fingerprint import fingerprint
from kernel.periods import Period
from kpis.services.answers import recompute_is_due
from kpis.services.runs import RECOMPUTE
from reports import facts
from reports.core.plain import plain
from reports.models import VERSION, Report
from reports.section import Section, in_order
from teams.core.scope import Scope

log = logging.getLogger(__name__)
MAKE = "reports.make"
LOCK = 7450
# Data that keep changing under the sections are read again so often; then a report says they did.
ATTEMPTS = 3
FROZEN = gettext_noop("Frozen: %(what)s")


class Refused(ValueError):
    """What was asked for makes no sense; the message says why, to the person who asked."""


class NumbersChange(Exception):
    """A recompute runs or waits: what is stored now is about to be replaced."""


class Everyone:
    """An access that sees everybody: a report keeps all of its scope, its reader sees a part."""

    sees_all, rep_id, rep_ids = True, None, None

    def rep_ids_on(self, *_days: Any) -> None:
        return None

    team_ids_on = rep_ids_on

    def sees_rep(self, *_rep_and_days: Any) -> bool:
        return True

    sees_scope = sees_totals = sees_rep


# Asking -----------------------------------------------------------------------------------------


def ask_for(scope: Scope, period: Period, *, by: Any = None) -> Any:
    """Queue a report for a worker; returns its Run. Asked twice, the first one goes on, and its
    message is sent again in case it was lost."""
    check(scope, period)
    runs.close_silent_runs(kind=MAKE)
    params = {"scope": scope.key, "period": period.slug}
    with transaction.atomic():
        _locked(scope, period)
        waiting = audit.facts.runs().filter(kind=MAKE, params=params)
        run = waiting.filter(state__in=("queued", "running")).first()
        run = run or runs.queue_run(kind=MAKE, params=params, by=by, total=len(in_order()))
    transaction.on_commit(lambda: _send(run.pk))
    return run


def check(scope: Scope, period: Period) -> None:
    """Companies and teams are reviewed, and only quarters that are over."""
    if scope.kind not in ("company", "team"):
        raise Refused(_("A review is about the company or a team."))
    if period.kind != "quarter":
        raise Refused(_("A review is about a quarter."))
    if period.end > teams.facts.today():
        raise Refused(_("The quarter is not over yet."))


def _send(run_pk: int) -> None:
    """By name: tasks stand above services. Without a broker it waits; asking again sends it."""
    try:
        current_app.send_task("reports.tasks.make", [run_pk])
    except (OperationalError, ConnectionError):
        log.warning("report %s waits: the broker does not answer", run_pk)


# Making -----------------------------------------------------------------------------------------


def work(run: Any) -> Report | None:
    """Make the report that a waiting Run asks for; None when somebody else has it.

    NumbersChange, with the Run left waiting, while a recompute is due.
    """
    if recompute_is_due():
        raise NumbersChange
    try:
        with runs.running(run):
            scope = teams.facts.find_scope(run.params["scope"])
            period = teams.facts.company().calendar.parse(run.params["period"])
            found = make(scope, period, by=run.by, run=run)
            run.result = {"report": found.pk}
    except runs.AlreadyTaken:
        return None
    return found


def make(scope: Scope, period: Period, *, by: Any = None, run: Any = None) -> Report:
    """The report of now, kept. Where nothing is different from the one in force, that one."""
    check(scope, period)
    for _attempt in range(ATTEMPTS):
        basis = audit.facts.last_done(RECOMPUTE)
        content = read(scope, period, run)
        if basis == audit.facts.last_done(RECOMPUTE):
            break
    return _keep(scope, period, content, by, run)


def read(scope: Scope, period: Period, run: Any = None) -> dict[str, Any]:
    """What every section keeps, by slug."""
    company, today = teams.facts.company(), teams.facts.today()
    against = company.calendar.year_before(period)
    asked = Question(Everyone(), scope, period, against, company, today)
    content = {}
    for done, (slug, section) in enumerate(in_order(), 1):
        content[slug] = plain(section.read(asked))
        if run is not None:
            runs.beat(run, progress=done, line=_frozen(section))
    return content


def _frozen(section: Section) -> str:
    """The line of the log, to be said in the language of whoever reads it."""
    with override(None):
        return runs.told(FROZEN, what=str(section.title))


@transaction.atomic
def _keep(scope: Scope, period: Period, content: Any, by: Any, run: Any) -> Report:
    """Under a lock, so that two workers keep one report."""
    _locked(scope, period)
    name = fingerprint({"version": VERSION, "content": content})
    if before := facts.in_force(scope, period):
        if before.fingerprint == name:
            return before
        before.superseded_at = timezone.now()
        before.save(update_fields=["superseded_at"])
    company = teams.facts.company()
    return Report.objects.create(
        scope=scope.kind,
        scope_id=scope.id,
        scope_slug=scope.slug,
        scope_name=str(scope),
        start=period.start,
        end=period.end,
        year=period.year,
        number=period.number,
        currency=company.currency,
        content=content,
        fingerprint=name,
        as_of=company.data_as_of,
        author=by,
        author_name=str(by) if by else "",
        run=run,
    )


def _locked(scope: Scope, period: Period) -> None:
    with connection.cursor() as cursor:
        key = f"{scope.key} {period.start} {period.end}"
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK, key])


# Withdrawing -------------------------------------------------------------------------------------


def may_withdraw(report: Report, access: Any) -> bool:
    """Its author, and those who run the numbers."""
    return access.may("recompute") or (
        report.author_id is not None and report.author_id == access.user.pk
    )


@transaction.atomic
def withdraw(report: Report, *, by: Any, because: str) -> Report:
    """Say that a report must not be relied on, and why. It stays readable and says so."""
    reason = because.strip()
    if not reason:
        raise Refused(_("Say why the review is withdrawn."))
    stored = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if stored.withdrawn_at is None:
        stored.withdrawn_at, stored.withdrawn_by = timezone.now(), str(by)
        stored.withdrawn_because = reason
        stored.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
        runs.log(by=by, act="withdraw", obj=stored, reason=reason)
    return stored


def is_as_made(report: Report) -> bool:
    """Whether the content is what its fingerprint names."""
    return report.fingerprint == fingerprint({"version": report.version, "content": report.content})
