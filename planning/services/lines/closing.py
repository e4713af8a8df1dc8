"""The gap between what is planned and what is proposed: three honest ways to close it."""

from typing import Any

from django.utils.translation import gettext as _

from audit.services import log
from planning.facts import lines as facts
from planning.models import QuotaLine
from planning.services.gate import drafted, one_act
from planning.services.lines.figures import locked, write
from teams.services.refused import Refused

Closing = QuotaLine.Closing


def close_gap(*, by: Any, line: QuotaLine, way: str, why: str = "") -> QuotaLine:
    """`target`: the proposal becomes the planned figure. `capacity`: the figure stays, more people
    are to reach it. `accept`: the figure stays although fewer believe in it. The last two say why.

    With "" as way, nothing is said any more.
    """
    if way not in ("", *Closing.values):
        raise Refused(_("Choose one of the three ways."))
    with one_act():
        drafted(line.goal.plan_id)
        row = locked(line.pk)
        built = facts.built(row)
        if way and (row.planned is None or built is None or built == row.planned):
            raise Refused(_("There is no gap: either figure is missing, or both say the same."))
        if way in (Closing.CAPACITY, Closing.ACCEPT) and not why.strip():
            raise Refused(_("Say why the gap is closed in this way."))
        before = {"closing": row.closing}
        if way == Closing.TARGET:
            write(by, [row], {row.pk: built}, why=why.strip() or _("Follows the proposal"))
        row.closing, row.closing_why = way, why.strip()
        row.version += 1
        row.save(update_fields=["closing", "closing_why", "version"])
        log(by=by, act="close gap", obj=row, before=before, after={"closing": way}, reason=why)
    return row
