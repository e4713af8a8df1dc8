"""The history of deals: one row per changed field, or one row per moment with all fields."""

from intake.core.messages import gettext_noop as _
from intake.core.target import DELETED, Columns, Field, Kind, Target

FIELDS = {
    "stage": "stage", "stage name": "stage", "stagename": "stage", "dealstage": "stage",
    "status": "status", "amount": "amount", "currency": "currency",
    "currencyisocode": "currency", "currency iso code": "currency",
    "close date": "close_date", "closedate": "close_date",
    "forecast category": "forecast_category", "forecastcategory": "forecast_category",
    "forecastcategoryname": "forecast_category", "owner": "owner", "ownerid": "owner",
    "hubspot owner id": "owner", "owner id": "owner",
}  # fmt: skip
WIDE = ("stage", "amount", "currency", "close_date", "forecast_category", "owner")


def _one_row_per_field(columns: Columns, rows: list[int]) -> tuple[Columns, list[int]]:
    """A snapshot of several fields becomes one change per field; repetitions are dropped later."""
    wide = [name for name in WIDE if name in columns]
    if not wide:
        return columns, rows
    kept = {n: c for n, c in columns.items() if n not in wide and n != "field"}
    out: dict[str, list[str]] = {n: [] for n in [*kept, "field", "new"]}
    numbers: list[int] = []
    for place, name in enumerate(wide):
        filled = [i for i, value in enumerate(columns[name]) if value]
        numbers += [rows[i] + place for i in filled]
        out["field"] += [name] * len(filled)
        out["new"] += [columns[name][i] for i in filled]
        for other, column in kept.items():
            if other != "new":
                out[other] += [column[i] for i in filled]
    return dict(out), numbers


target = Target(
    label=_("Stage history"),
    description=_(
        "What happened to deals. Either one row per change (field, old, new) or one row per "
        "moment with stage, amount, close date and so on, as CRMs export it."
    ),
    order=130,
    key=("opportunity", "field"),
    one_of=(("field", *WIDE),),
    widen=_one_row_per_field,
    stride=8,
    fields=(
        Field("opportunity", Kind.REF, _("Deal"), _("Id of the deal."), "0061G00000N38JZ",
              ("opportunity id", "deal id", "deal"), required=True),
        Field("field", Kind.CHOICE, _("Field"),
              _("stage, amount, currency, close_date, forecast_category or owner"), "stage",
              ("field name", "name"), choices=FIELDS),
        Field("old", Kind.TEXT, _("Old value"), "", "Qualify", ("old value", "from")),
        Field("new", Kind.TEXT, _("New value"), "", "Proposal", ("new value", "value", "to")),
        Field("effective_at", Kind.MOMENT, _("True from"), "", "2026-02-14T09:30:00Z",
              ("created date", "timestamp", "changed at", "date entered", "edit date", "date",
               "fivetran start"), required=True),
        Field("recorded_at", Kind.MOMENT, _("Known from"),
              _("When the CRM knew it; without it the same moment."), ""),
        Field("actor", Kind.TEXT, _("Changed by"), "", "bob@example.com",
              ("created by id", "edited by", "source id", "changed by"), limit=200),
        Field("stage", Kind.REF, _("Stage"), _("Stage at that moment."), "Proposal",
              ("stage name", "to stage"), helper=True),
        Field("amount", Kind.MONEY, _("Amount"), "", "31400.00", (), helper=True),
        Field("currency", Kind.CURRENCY, _("Currency"), "", "USD", ("currency iso code",),
              helper=True),
        Field("close_date", Kind.DAY, _("Close date"), "", "2026-06-30", (), helper=True),
        Field("forecast_category", Kind.TEXT, _("Forecast category"), "", "Commit",
              ("forecast category name",), helper=True, limit=40),
        Field("owner", Kind.REF, _("Owner"), "", "bob@example.com", ("owner id",), helper=True),
        DELETED,
    ),
)  # fmt: skip
