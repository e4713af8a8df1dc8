"""Salesforce: objects by their API names (data export, Data Loader, warehouse copies).

`fivetran start` marks a warehouse's history table: one row per version of a record.
A ConversionRate says how much of a currency one unit of the corporate currency buys: it is turned
round. Without dated rates Salesforce converts every deal, old ones too, at the one rate it has.
"""

from intake.core.mapping import Rule
from intake.core.source import Given, Preset, Source

_CATEGORY = ("forecast category name", "forecast category")
_HISTORY = {
    "stage": ("stage name",),
    "amount": ("amount",),
    "currency": ("currency iso code",),
    "close_date": ("close date",),
    "forecast_category": _CATEGORY,
    "deleted": ("is deleted",),
}
_ACTIVITY: dict[str, Given] = {
    "external_id": ("id",),
    "rep": ("owner id",),
    "opportunity": Rule(column="what id", starts="006"),
    "account": ("account id",),
    "contact": Rule(column="who id", starts="003"),
    "subject": ("subject",),
    "deleted": ("is deleted",),
}
_TRACKED = (
    "StageName", "Stage", "Amount", "CloseDate", "Close Date", "ForecastCategoryName",
    "Forecast Category", "Owner", "OwnerId", "CurrencyIsoCode",
)  # fmt: skip
_ALWAYS = "2000-01-01"  # before any deal
_NO = ("false", "0", "no")  # the corporate currency has no rate into itself
_USER = {
    "external_id": ("id",),
    "name": ("name",),
    "first_name": ("first name",),
    "last_name": ("last name",),
    "email": ("email",),
    "title": ("title",),
    "segment": ("division",),
    "deleted": ("fivetran deleted",),
}

source = Source(
    label="Salesforce",
    rank=10,
    presets=(
        Preset("role", "teams", ("id", "name", "parent role id"), {
            "external_id": ("id",), "name": ("name",), "parent": ("parent role id",),
            "deleted": ("fivetran deleted",),
        }, names=("role",)),
        Preset("user_in_role", "reps", ("id", "user role id"),
               {**_USER, "team": ("user role id",)},
               any_of=("username", "manager id"), names=("user",), beside="role"),
        Preset("user", "reps", ("id",), {**_USER, "manager": ("manager id",)},
               any_of=("username", "manager id", "user role id"),
               without=("account source", "stage name"), names=("user",), not_beside="role"),
        Preset("account", "accounts", ("id", "name"), {
            "external_id": ("id",), "name": ("name",), "owner": ("owner id",),
            "parent": ("parent id",), "industry": ("industry",), "segment": ("rating",),
            "country": ("billing country",), "state": ("billing state",),
            "city": ("billing city",), "postcode": ("billing postal code",),
            "website": ("website",), "employees": ("number of employees",),
            "deleted": ("is deleted",),
        }, any_of=("account source", "billing city", "billing country", "account number",
                   "industry"),
               without=("stage name", "fivetran start", "username", "order number", "last name"),
               names=("account",)),
        Preset("contact", "contacts", ("id", "account id", "last name"), {
            "external_id": ("id",), "account": ("account id",), "name": ("name",),
            "first_name": ("first name",), "last_name": ("last name",), "title": ("title",),
            "email": ("email",), "phone": ("phone",), "deleted": ("is deleted",),
        }, without=("fivetran start", "username", "company"), names=("contact",)),
        Preset("product", "products", ("id", "name", "product code"), {
            "external_id": ("id",), "name": ("name",), "family": ("family",),
            "deleted": ("is deleted",),
        }, without=("opportunity id",), names=("product",)),
        Preset("stage", "stages", ("master label", "is won", "is closed"), {
            "name": ("master label",), "order": ("sort order",),
            "chance": ("default probability",), "is_won": ("is won",), "is_closed": ("is closed",),
        }, names=("opportunity stage",)),
        Preset("opportunity", "opportunities", ("id", "stage name", "close date"), {
            "external_id": ("id",), "name": ("name",), "account": ("account id",),
            "contact": ("contact id",), "owner": ("owner id",), "stage": ("stage name",),
            "is_closed": ("is closed",), "is_won": ("is won",), "amount": ("amount",),
            "currency": ("currency iso code",), "probability": ("probability",),
            "forecast_category": _CATEGORY, "kind": ("type",), "source": ("lead source",),
            "created_on": ("created date",), "close_date": ("close date",),
            "lost_reason": ("loss reason", "loss reason c", "closed lost reason c"),
            "next_step": ("next step",), "last_activity_on": ("last activity date",),
            "deleted": ("is deleted",),
        }, without=("fivetran start", "opportunity id"), names=("opportunity",)),
        Preset("line", "lines", ("id", "opportunity id", "quantity"), {
            "external_id": ("id",), "opportunity": ("opportunity id",),
            "product": ("product2 id", "product 2 id"), "quantity": ("quantity",),
            "unit_price": ("unit price",), "amount": ("total price",), "deleted": ("is deleted",),
        }, any_of=("total price", "unit price"), names=("line item",)),
        Preset("split", "splits", ("opportunity id", "split owner id", "split percentage"), {
            "opportunity": ("opportunity id",), "rep": ("split owner id",),
            "share": ("split percentage",), "deleted": ("is deleted",),
        }, names=("split",)),
        Preset("history", "deal_changes", ("opportunity id", "stage name", "created date"), {
            "opportunity": ("opportunity id",), "effective_at": ("created date",),
            "actor": ("created by id",), **_HISTORY,
        }, without=("old value",), names=("history",)),
        Preset("field_history", "deal_changes",
               ("opportunity id", "field", "old value", "new value"), {
            "opportunity": ("opportunity id",), "field": ("field",), "old": ("old value",),
            "new": ("new value",), "effective_at": ("created date",), "actor": ("created by id",),
            "deleted": ("is deleted",),
        }, where={"field": _TRACKED}, names=("history",)),
        Preset("versions", "deal_changes", ("fivetran start", "id", "stage name", "close date"), {
            "opportunity": ("id",), "effective_at": ("fivetran start",), "owner": ("owner id",),
            **_HISTORY,
        }, names=("history",)),
        Preset("task", "activities", ("id", "what id", "activity date"), {
            **_ACTIVITY, "kind": ("task subtype", "type"), "happened_on": ("activity date",),
            "due_on": ("activity date",), "done": ("is closed",),
        }, any_of=("task subtype", "is high priority", "priority"), names=("task",)),
        Preset("event", "activities", ("id", "what id"), {
            **_ACTIVITY, "kind": Rule(const="meeting"),
            "happened_on": ("activity date", "start date time", "activity date time"),
        }, any_of=("start date time", "event subtype"), names=("event",)),
        Preset("dated_rate", "rates", ("iso code", "start date", "conversion rate"), {
            "currency": ("iso code",), "day": ("start date",), "units": ("conversion rate",),
        }, names=("conversion rate",)),
        Preset("currency", "rates", ("iso code", "conversion rate"), {
            "currency": ("iso code",), "day": Rule(const=_ALWAYS), "units": ("conversion rate",),
        }, any_of=("is corporate", "decimal places"), without=("start date",),
               where={"is corporate": _NO}, names=("currency",), not_beside="dated_rate"),
        Preset("quota", "quotas", ("quota amount", "quota owner id", "start date"), {
            "rep": ("quota owner id",), "valid_from": ("start date",),
            "valid_to": ("end date",), "amount": ("quota amount",),
        }, names=("quota",)),
    ),
)  # fmt: skip
