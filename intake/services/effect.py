"""What a load does to the numbers that people look at: booked this quarter, open pipeline.

Measured inside the load's transaction, before and after; a rehearsal measures what would be.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm import facts as crm
from teams import facts as people
from ui.formats import count

_WORDS = {
    "amount": lambda n: ngettext("%(n)s amount", "%(n)s amounts", n),
    "stage": lambda n: ngettext("%(n)s stage", "%(n)s stages", n),
    "close_date": lambda n: ngettext("%(n)s date", "%(n)s dates", n),
    "owner": lambda n: ngettext("%(n)s owner", "%(n)s owners", n),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """In the company's currency."""

    period: str
    booked: Decimal
    open: Decimal


def standing() -> Standing:
    """Won in the current quarter, and the value of all open deals."""
    quarter = people.company().calendar.quarter_of(people.today())
    won = crm.opportunities().filter(
        status="won", closed_on__gte=quarter.start, closed_on__lt=quarter.end
    )
    return Standing(quarter.slug, _sum(won), _sum(crm.opportunities().filter(status="open")))


def effect(before: Standing, after: Standing, run_id: int) -> dict[str, Any]:
    """JSON of the difference, and how many fields of deals changed."""
    return {
        "period": after.period,
        "booked": str(after.booked - before.booked),
        "booked_before": str(before.booked),
        "booked_after": str(after.booked),
        "pipeline": str(after.open - before.open),
        "open_before": str(before.open),
        "open_after": str(after.open),
        "fields": _changed_fields(run_id),
    }


def changes_in_words(fields: dict[str, int]) -> str:
    """61 amounts, 88 stages, 63 dates."""
    parts = [_WORDS[f](n) % {"n": count(n)} for f, n in fields.items() if f in _WORDS and n]
    return ", ".join(parts) or _("rows that say something new")


def _changed_fields(run_id: int) -> dict[str, int]:
    changed = crm.opportunities().filter(changes__run_id=run_id).exclude(changes__old="")
    counted = changed.values_list("changes__field").annotate(n=Count("pk")).order_by()
    return dict(counted)


def _sum(deals: Any) -> Decimal:
    return deals.aggregate(total=Sum("value"))["total"] or Decimal(0)
