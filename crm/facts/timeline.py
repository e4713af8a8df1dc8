"""Everything that happened to a deal: its changes and the activities, in one line of time."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils import timezone

from crm.core.path import Moved, Stay, stays, told
from crm.models import Activity, DealChange, Opportunity

LATEST = 200  # rows shown at once; a deal with more says so


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened. `kind`: a field of DealChange, or "activity".

    Changes have `old` and `new` as stored texts, and `known` only where the company learned it on
    a later day than it became true. Activities have the row.
    """

    at: datetime
    kind: str
    old: str = ""
    new: str = ""
    actor: str = ""
    known: datetime | None = None
    inferred: bool = False
    activity: Activity | None = None


@dataclass(frozen=True, slots=True)
class History:
    """`entries` latest first, at most LATEST of `total`; `stays` are the visits of stages."""

    entries: list[Entry]
    total: int
    stays: list[Stay] = field(default_factory=list)


def history(deal: Opportunity) -> History:
    """The whole story of a deal, in two queries.

    Rows inferred from a single export are left out where real ones tell the same moment.
    """
    by_field = _changes(deal)
    entries = [entry for rows in by_field.values() for entry in _counted(rows)]
    activities = Activity.objects.filter(opportunity=deal.pk).select_related("rep", "contact")
    entries += [Entry(_moment(row), "activity", activity=row) for row in activities]
    entries.sort(key=lambda entry: entry.at, reverse=True)
    stages = [_moved(row) for row in by_field[DealChange.Field.STAGE]]
    return History(entries[:LATEST], len(entries), stays(stages, deal.closed_on))


def _changes(deal: Opportunity) -> dict[str, list[DealChange]]:
    found: dict[str, list[DealChange]] = defaultdict(list)
    for row in DealChange.objects.filter(opportunity=deal.pk).order_by("pk"):
        found[row.field].append(row)
    return found


def _counted(rows: list[DealChange]) -> Iterable[Entry]:
    """The changes of one field that are not hidden by better ones; repeats tell nothing."""
    by_key = {row.pk: row for row in rows}
    for moved in told(_moved(row) for row in rows):
        row = by_key[moved.order]
        if row.old != row.new:
            late = row.recorded_at.date() != row.effective_at.date()
            known = row.recorded_at if late else None
            yield Entry(
                row.effective_at, row.field, row.old, row.new, row.actor, known, row.inferred
            )


def _moved(row: DealChange) -> Moved:
    return Moved(row.new, row.effective_at, row.recorded_at, row.inferred, row.pk)


def _moment(row: Activity) -> datetime:
    """Activities have days, not times: the end of the day they happened, or are planned for."""
    day: date | None = row.happened_on or row.due_on
    zone = timezone.get_current_timezone()
    return datetime.combine(day or date.min.replace(year=1970), time(23, 59), zone)
