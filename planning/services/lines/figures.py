"""Planned figures: one that is typed, or many at once; every one is kept as a change."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from audit.services import log
from planning.models import LineChange, QuotaLine
from planning.services.gate import drafted, one_act
from teams.services.refused import Refused

PLANNED, PROPOSED = "planned", "proposed"
type Figures = Mapping[int, Decimal | None]


def set_planned(
    *,
    by: Any,
    line: QuotaLine,
    amount: Decimal | None,
    why: str = "",
    version: int | None = None,
) -> QuotaLine:
    """Say the figure of a line; None: not yet known. With `version`, only if nobody else said
    something since that version was read."""
    with one_act():
        plan = drafted(line.goal.plan_id)
        row = locked(line.pk)
        refuse_stale(row, version)
        before = row.planned
        if write(by, [row], {row.pk: amount}, why=why):
            change = {"before": {"planned": text(before)}, "after": {"planned": text(amount)}}
            log(by=by, act="set planned", obj=row, reason=why, **change)
    row.goal.plan = plan
    return row


def set_many(*, by: Any, plan_id: int, figures: Figures, why: str, act: str = "set planned") -> int:
    """The figures of many lines of one plan; how many were different."""
    with one_act():
        plan = drafted(plan_id)
        rows = list(QuotaLine.objects.select_for_update().filter(goal__plan=plan, pk__in=figures))
        n = write(by, rows, figures, why=why)
        if n:
            log(by=by, act=act, obj=plan, after={"figures": n}, reason=why)
    return n


def lock(*, by: Any, line: QuotaLine, on: bool = True) -> QuotaLine:
    """Let methods leave the figure alone, or not any more."""
    with one_act():
        drafted(line.goal.plan_id)
        row = locked(line.pk)
        if on and row.planned is None:
            raise Refused(_("There is no figure to keep yet. Type one first."))
        if row.locked != on:
            row.locked = on
            row.version += 1
            row.save(update_fields=["locked", "version"])
            log(by=by, act="lock" if on else "unlock", obj=row)
    return row


def write(
    by: Any,
    rows: Iterable[QuotaLine],
    figures: Figures,
    *,
    why: str = "",
    column: str = PLANNED,
) -> int:
    """Store figures of locked rows with their changes, in two statements; how many differ.

    A figure that changes opens the gap again: how it was closed was said of the old one.
    """
    changes, changed = [], []
    for row in rows:
        before, after = getattr(row, column), figures[row.pk]
        if before == after:
            continue
        setattr(row, column, after)
        row.closing, row.closing_why = "", ""
        row.version += 1
        changed.append(row)
        changes.append(
            LineChange(line=row, column=column, before=before, after=after, why=why, by=by)
        )
    if changed:
        fields = [column, "closing", "closing_why", "version"]
        if column == PROPOSED:
            fields += ["proposed_why", "proposed_by", "proposed_at"]
        QuotaLine.objects.bulk_update(changed, fields, batch_size=500)
        LineChange.objects.bulk_create(changes)
    return len(changed)


def locked(pk: int) -> QuotaLine:
    rows = QuotaLine.objects.select_related("goal__plan", "team", "territory", "rep")
    return rows.select_for_update(of=("self",)).get(pk=pk)


def refuse_stale(row: QuotaLine, version: int | None) -> None:
    if version is not None and version != row.version:
        raise Refused(
            _("Somebody changed this line since you read it: it says %(amount)s now. Look again.")
            % {"amount": text(row.planned) or _("nothing")}
        )


def text(amount: Decimal | None) -> str:
    """For the log: plain digits, "" for what is not known."""
    return "" if amount is None else f"{amount.normalize():f}"
