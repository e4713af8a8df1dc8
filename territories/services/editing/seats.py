"""Seats of a territory: each change from a day, all shares whole on every day, past days kept.

All acts end in `arrange`, which takes the rows as they shall be; `territories.core.seating` says
what is wrong with them.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from audit.services import log
from kernel.dated import Days
from teams import facts
from teams.services.refused import Refused
from territories.core import seating
from territories.core.seating import Sitting
from territories.models import PlannedTerritory, SalesRole, Seat
from territories.services.editing.gate import one_act, open_from
from territories.services.turning import look_ahead
from ui.formats import count, day_long

type Shares = Sequence[tuple[int | None, Decimal]]  # person (None: open seat), percent


def add_seat(
    *,
    by: Any,
    territory: PlannedTerritory,
    role_id: int,
    rep_id: int | None,
    on: date,
    until: date | None = None,
    reason: str = "",
) -> None:
    """The whole of a role on a territory, over [on, until); whoever sat there ends."""
    divide_seat(
        by=by,
        territory=territory,
        role_id=role_id,
        shares=[(rep_id, seating.WHOLE)],
        on=on,
        until=until,
        reason=reason,
    )


def divide_seat(
    *,
    by: Any,
    territory: PlannedTerritory,
    role_id: int,
    shares: Shares,
    on: date,
    until: date | None = None,
    reason: str = "",
) -> None:
    """Over [on, until) these people share the role; without shares nobody sits there."""
    if until and until <= on:
        raise Refused(_("The end must be after the start."))
    with one_act():
        first, rows = _locked(territory)
        after = seating.divided(rows, role_id, shares, Days(on, until))
        _store(by, territory, rows, after, first, "divide seats", reason)


def hand_over_seat(*, by: Any, seat: Seat, rep_id: int | None, on: date, reason: str = "") -> None:
    """From a day the seat is another person's (None: open); its share and end stay."""
    with one_act():
        first, rows = _locked(seat.territory)
        _refuse_unless_during(seat, rows, on)
        after = seating.handed_over(rows, seat.pk, rep_id, on)
        _store(by, seat.territory, rows, after, first, "hand over seat", reason)


def end_seat(*, by: Any, seat: Seat, on: date, leave_open: bool = True, reason: str = "") -> None:
    """The person's last day is the day before. An open seat takes the share, unless the seat as a
    whole ends: that can't be while others share it."""
    if leave_open:
        return hand_over_seat(by=by, seat=seat, rep_id=None, on=on, reason=reason)
    with one_act():
        first, rows = _locked(seat.territory)
        _refuse_unless_during(seat, rows, on)
        after = seating.ended(rows, seat.pk, on)
        _store(by, seat.territory, rows, after, first, "end seat", reason)
    return None


def arrange(
    *, by: Any, territory: PlannedTerritory, rows: Sequence[Sitting], reason: str = ""
) -> None:
    """The seats of a territory are these; rows that have an id are stored ones, perhaps changed."""
    with one_act():
        first, before = _locked(territory)
        _store(by, territory, before, list(rows), first, "arrange seats", reason)


def sittings(territory: PlannedTerritory) -> list[Sitting]:
    """All seats of a territory, of all days."""
    return [sitting(row) for row in Seat.objects.filter(territory=territory)]


def sitting(row: Seat) -> Sitting:
    days = Days(row.valid.lower, row.valid.upper)
    return Sitting(row.pk, row.role_id, row.rep_id, row.share, days)


def _locked(territory: PlannedTerritory) -> tuple[date | None, list[Sitting]]:
    return open_from(territory.model_id), sittings(territory)


def _refuse_unless_during(seat: Seat, rows: list[Sitting], on: date) -> None:
    stored = next((row for row in rows if row.id == seat.pk), None)
    if stored is None:
        raise Refused(_("This seat is gone. Look at the territory again."))
    if on not in stored.days:
        raise Refused(
            _("%(seat)s: choose a day from its start on and before its end.") % {"seat": seat}
        )


def _store(
    by: Any,
    territory: PlannedTerritory,
    before: list[Sitting],
    after: list[Sitting],
    first: date | None,
    act: str,
    reason: str,
) -> None:
    """Changed rows are taken out and put in again, so that none is in the way of another."""
    if set(before) == set(after):
        return
    try:
        seating.check(before, after, first)
    except seating.Wrong as wrong:
        raise Refused(_in_words(wrong, territory)) from wrong
    new = [row for row in after if row not in before]
    kept = [row.id for row in after if row.id and row in before]
    told = {"seats": told_seats(before)}
    Seat.objects.filter(territory=territory).exclude(pk__in=kept).delete()
    Seat.objects.bulk_create(_seat(territory, row) for row in new)
    later = {"seats": told_seats(sittings(territory))}
    log(by=by, act=act, obj=territory, before=told, after=later, reason=reason)
    if first:
        look_ahead(territory.model_id)


def _seat(territory: PlannedTerritory, row: Sitting) -> Seat:
    return Seat(
        pk=row.id,
        territory=territory,
        role_id=row.role,
        rep_id=row.rep,
        share=row.share,
        valid=DateRange(row.days.start, row.days.end),
    )


def told_seats(rows: Sequence[Sitting]) -> str:
    """For the log: Bob 50 % 2026-01-01/2026-07-01; open 50 % 2026-01-01/."""
    names = _names(row.rep for row in rows)
    ordered = sorted(rows, key=lambda r: (r.role, r.days.start or date.min, -r.share))
    return "; ".join(
        f"{names.get(row.rep or 0, 'open')} {row.share.normalize():f} % "
        f"{row.days.start or ''}/{row.days.end or ''}"
        for row in ordered
    )


def _names(reps: Iterable[int | None]) -> dict[int, str]:
    return dict(facts.reps().filter(pk__in=[rep for rep in reps if rep]).values_list("pk", "name"))


def _in_words(wrong: seating.Wrong, territory: PlannedTerritory) -> str:
    role = SalesRole.objects.get(pk=wrong.row.role)
    about = {
        "role": role.name,
        "territory": territory.name,
        "day": day_long(wrong.day) if wrong.day else _("the first day"),
        "person": _names([wrong.row.rep]).get(wrong.row.rep or 0, ""),
    }
    if isinstance(wrong, seating.NotWhole):
        about["total"] = count(wrong.total, 0 if wrong.total == int(wrong.total) else 4)
        return (
            _(
                "%(territory)s, %(role)s: the shares add up to %(total)s percent on %(day)s. Share "
                "out exactly 100; what nobody has yet is an open seat."
            )
            % about
        )
    if isinstance(wrong, seating.Twice):
        return _("%(person)s would have two seats as %(role)s on %(day)s. Give one share.") % about
    if isinstance(wrong, seating.Empty):
        return _("The end must be after the start.")
    return (
        _(
            "%(territory)s is in force: what was before %(day)s stays as it was. Choose that day "
            "or a later one."
        )
        % about
    )
