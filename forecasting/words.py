"""What the buckets of movement are called, and what they mean."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from ui import formats

_: Callable[[str], Any] = gettext_lazy

BUCKETS: dict[str, Any] = {
    "start": pgettext_lazy("pipeline movement", "Start"),
    "created": pgettext_lazy("pipeline movement", "Created"),
    "pulled_in": pgettext_lazy("pipeline movement", "Pulled in"),
    "pushed_in": pgettext_lazy("pipeline movement", "Pushed in"),
    "reopened": pgettext_lazy("pipeline movement", "Reopened"),
    "increased": pgettext_lazy("pipeline movement", "Increased"),
    "decreased": pgettext_lazy("pipeline movement", "Decreased"),
    "reassigned": pgettext_lazy("pipeline movement", "Reassigned"),
    "omitted": pgettext_lazy("pipeline movement", "Left out"),
    "fx": pgettext_lazy("pipeline movement", "Exchange rates"),
    "won": pgettext_lazy("pipeline movement", "Won"),
    "lost": pgettext_lazy("pipeline movement", "Lost"),
    "pushed_out": pgettext_lazy("pipeline movement", "Pushed out"),
    "pulled_out": pgettext_lazy("pipeline movement", "Moved earlier"),
    "deleted": pgettext_lazy("pipeline movement", "Deleted"),
    "end": pgettext_lazy("pipeline movement", "End"),
}
MEANINGS: dict[str, Any] = {
    "start": _("Open deals that were expected in the period, at their value on the first day."),
    "created": _("New deals that are expected in the period."),
    "pulled_in": _("Deals whose close date came into the period from a later one, or was set."),
    "pushed_in": _("Deals whose close date moved into the period from an earlier one."),
    "reopened": _("Closed deals that are open again and expected in the period."),
    "increased": _("What deals became worth more while they were expected in the period."),
    "decreased": _("What deals became worth less while they were expected in the period."),
    "reassigned": _("Deals that came from, or went to, people and teams outside of this page."),
    "omitted": _("Deals that were left out of the forecast, or taken back into it."),
    "fx": _("What exchange rates changed in the value of deals in other currencies."),
    "won": _("Deals won in the period, at their value on that day."),
    "lost": _("Deals lost while they were expected in the period."),
    "pushed_out": _("Deals whose close date moved past the period, or was taken away."),
    "pulled_out": _("Deals whose close date moved to an earlier period."),
    "deleted": _("Deals that are no longer in the CRM."),
    "end": _("Open deals that are expected in the period, at their value on the last day."),
}

STATUSES: dict[str, Any] = {"open": _("Open"), "won": _("Won"), "lost": _("Lost")}
CHANGES: dict[str, Any] = {
    "created": _("New deals"),
    "closed": _("Won, lost, reopened"),
    "stage": _("Stage"),
    "amount": _("Amount"),
    "close_date": _("Close date"),
    "category": _("Category"),
    "owner": _("Owner"),
}


def differences(deal: Any) -> list[tuple[str, str]]:
    """What is different about a deal of `facts.changes_since`: the field, and old → new."""
    amount = formats.money_exact(deal.amount, deal.currency)
    if deal.status_then is None:
        return [(gettext("New"), amount)]
    dates = (deal.close_date_then, deal.close_date)
    statuses = (str(STATUSES.get(one, one)) for one in (deal.status_then, deal.status))
    amount_then = formats.money_exact(deal.amount_then, deal.currency_then)
    is_open = deal.status == "open"
    pairs = (
        (gettext("Status"), *statuses),
        (gettext("Stage"), deal.stage_then, deal.stage.name),
        (gettext("Owner"), deal.owner_then, deal.owner.name),
        (gettext("Close date"), *(formats.day(one) for one in dates)),
        (gettext("Amount"), amount_then, amount),
        (gettext("Category"), deal.category_then, deal.forecast_category if is_open else None),
    )
    none = gettext("none")
    return [
        (label, f"{old or none} → {new or none}")
        for label, old, new in pairs
        if new is not None and old != new
    ]
