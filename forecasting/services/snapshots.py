"""Snapshots of days: each is made in one statement from the history of deals, in one transaction.

A day that is made twice gives the same rows, also when later changes have arrived since: what was
not known then is not in it. So a snapshot can be thrown away, and a stored one can be checked. What
a load tells as of an earlier day was known then; the clock makes late days again after it.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import connection, transaction

from crm import facts as crm
from forecasting.models import SnapshotDay
from forecasting.queries import snapshot
from forecasting.services import asking, outdated, partitions

LOCK = 7420
KEEP = """
DELETE FROM forecasting_dealsnapshot WHERE day = %(day)s;
INSERT INTO forecasting_dealsnapshot (day, deal_id, owner_id, stage_id, status, amount, currency,
    value, close_date, category, closed_on)
SELECT day, deal_id, owner_id, stage_id, status, amount, currency, value, close_date, category,
    closed_on FROM forecasting_day ORDER BY deal_id
"""


def snapshot_day(day: date, *, again: bool = False) -> SnapshotDay:
    """The snapshot of a day; made unless it is there, or `again`."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, day.toordinal()])
        stored = SnapshotDay.objects.filter(day=day).first()
        if stored and not again:
            return stored
        partitions.ensure(cursor, day, day)
        snapshot.fill(cursor, day)
        rows, name = snapshot.named(cursor, day)
        if stored and (stored.rows, stored.fingerprint) == (rows, name):
            stored.save(update_fields=["made_at"])
            return stored
        cursor.execute(KEEP, {"day": day})
        cursor.execute(f"ANALYZE {partitions.name(day)}")
        made, _ = SnapshotDay.objects.update_or_create(
            day=day, defaults={"rows": rows, "fingerprint": name}
        )
        return made


def kept_day(day: date) -> SnapshotDay:
    """The same; made again where it is outdated."""
    stored = SnapshotDay.objects.filter(day=day).first()
    return snapshot_day(day, again=stored is not None and outdated.is_outdated(stored))


def asked_day(day: date) -> SnapshotDay:
    """The same for a page: in a large company a worker makes what is missing, or BeingWalked."""
    stored = SnapshotDay.objects.filter(day=day).first()
    if stored and not outdated.is_outdated(stored):
        return stored
    if crm.deals_roughly() <= asking.AT_ONCE:
        return kept_day(day)
    told = outdated.last_told()
    basis = int(told.timestamp()) if told else 0
    asking.ask_once("forecasting.tasks.keep_day", day.isoformat(), basis=basis)
    raise asking.BeingWalked


def snapshot_days(first: date, last: date, *, again: bool = False) -> Iterator[SnapshotDay]:
    """Every day from `first` to `last`, each kept as soon as it is made: broken off, it goes on
    where it stopped."""
    for n in range((last - first).days + 1):
        yield snapshot_day(first + timedelta(n), again=again)


def check_day(day: date) -> bool:
    """Whether a rebuild from the history gives what is stored, row by row."""
    stored = SnapshotDay.objects.filter(day=day).first()
    if stored is None:
        return False
    with transaction.atomic(), connection.cursor() as cursor:
        kept = snapshot.named(cursor, day, "forecasting_dealsnapshot")
        snapshot.fill(cursor, day)
        return kept == snapshot.named(cursor, day) == (stored.rows, stored.fingerprint)
