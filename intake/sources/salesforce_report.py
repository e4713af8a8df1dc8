"""A Salesforce report as CSV: labels instead of API names, often without the deal's id.

Without an id a deal is known by account and name; each amount has its currency column before it.
"""

from intake.core.mapping import Rule
from intake.core.messages import gettext_noop as _
from intake.core.source import Preset, Source

_COLUMNS = {
    "name": ("opportunity name",),
    "account": ("account id", "account name"),
    "owner": ("opportunity owner", "owner"),
    "stage": ("stage",),
    "amount": ("amount", "total amount", "amount converted"),
    "currency": ("amount currency", "total amount currency", "opportunity currency"),
    "probability": ("probability %", "probability"),
    "forecast_category": ("forecast category",),
    "kind": ("type",),
    "source": ("lead source",),
    "created_on": ("created date",),
    "close_date": ("close date",),
    "is_closed": ("closed",),
    "is_won": ("won",),
    "next_step": ("next step", "opportunity next steps"),
    "last_activity_on": ("last activity",),
}
_NEEDS = ("opportunity owner", "opportunity name", "stage")

source = Source(
    label=_("Salesforce report"),
    rank=11,
    presets=(
        Preset("report", "opportunities", (*_NEEDS, "opportunity id"),
               {"external_id": ("opportunity id",), **_COLUMNS}),
        Preset("report_without_id", "opportunities", _NEEDS, {
            "external_id": Rule(join=("account name", "opportunity name"), separator=" · "),
            **_COLUMNS,
        }, without=("opportunity id",)),
    ),
)  # fmt: skip
