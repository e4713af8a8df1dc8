"""Which reports there are, and who may read them: those who see the scope on one of its days."""

from typing import Any

from kernel.periods import Period
from reports.models import Report
from teams.core.scope import Scope


def reports(access: Any) -> list[Report]:
    """Those that a person may read, newest quarter first, without what is in them."""
    rows = Report.objects.defer("content").select_related("author")
    return [one for one in rows if access.sees_scope(one.about, one.start, one.end)]


def report(access: Any, pk: int) -> Report | None:
    """One of these, whole; None where there is none or it is not theirs."""
    found = Report.objects.filter(pk=pk).select_related("author", "run").first()
    if found is None or not access.sees_scope(found.about, found.start, found.end):
        return None
    return found


def in_force(scope: Scope, period: Period) -> Report | None:
    """The one that was neither superseded nor withdrawn."""
    return Report.objects.filter(
        scope=scope.kind,
        scope_id=scope.id,
        start=period.start,
        end=period.end,
        superseded_at=None,
        withdrawn_at=None,
    ).first()


def seen_people(access: Any, report: Report) -> frozenset[int] | None:
    """Whose lines the reader sees: a manager those whom they led on some day; None: everybody's."""
    found: frozenset[int] | None = access.rep_ids_on(report.start, report.end)
    return found
