"""HubSpot: list exports with labels, and warehouse copies with internal names.

Stages come as labels or as internal ids; the ids are translated by the pipeline's stage table
when it is in the load, and HubSpot's own default ids always.
"""

from intake.core.mapping import Rule
from intake.core.source import Given, Look, Preset, Source

_STAGES = {
    "appointmentscheduled": "Appointment scheduled",
    "qualifiedtobuy": "Qualified to buy",
    "presentationscheduled": "Presentation scheduled",
    "decisionmakerboughtin": "Decision maker bought-in",
    "contractsent": "Contract sent",
    "closedwon": "Closed won",
    "closedlost": "Closed lost",
}
_STAGE_TABLE = "*pipeline_stage*"
_PROPERTIES = (
    "dealstage", "amount", "closedate", "hubspot_owner_id", "deal_currency_code",
    "hs_forecast_category",
)  # fmt: skip
_OWNER: dict[str, Given] = {
    "external_id": ("owner id",), "email": ("email",), "first_name": ("first name",),
    "last_name": ("last name",),
    "team": Look(("owner id",), "*owner_team*", "owner id", "team id", strict=True, needed=True),
    "deleted": ("is deleted", "archived"),
}  # fmt: skip

source = Source(
    label="HubSpot",
    rank=20,
    presets=(
        Preset("team", "teams", ("id", "name"), {"external_id": ("id",), "name": ("name",)},
               without=("property name", "requires billing write", "type", "stage name",
                        "parent role id"),
               names=("team",), by_name=True),
        Preset("owner", "reps", ("owner id", "email"), _OWNER,
               any_of=("first name", "last name"), without=("id", "account id", "company"),
               names=("owner",)),
        Preset("pipeline_stage", "stages", ("stage id", "label"), {
            "name": ("label",), "order": ("display order",), "chance": ("probability",),
            "is_won": ("closed won",), "is_closed": ("is closed",),
        }, names=("stage",)),
        Preset("company", "accounts", ("id", "property name"), {
            "external_id": ("id",), "name": ("property name",),
            "owner": ("property hubspot owner id",), "industry": ("property industry",),
            "country": ("property country",), "state": ("property state",),
            "city": ("property city",), "postcode": ("property zip",),
            "website": ("property domain", "property website"),
            "employees": ("property numberofemployees",), "deleted": ("is deleted",),
        }, without=("property dealname",), names=("company", "companies")),
        Preset("company_list", "accounts", ("record id", "company name"), {
            "external_id": ("record id",), "name": ("company name", "name"),
            "owner": ("company owner",), "industry": ("industry",),
            "country": ("country region", "country"), "state": ("state region", "state"),
            "city": ("city",), "postcode": ("postal code",),
            "website": ("company domain name", "website url"),
            "employees": ("number of employees",),
            "parent": ("parent company",),
        }, without=("deal name", "first name"), names=("company", "companies")),
        Preset("contact", "contacts", ("id", "property email"), {
            "external_id": ("id",), "first_name": ("property firstname",),
            "last_name": ("property lastname",), "email": ("property email",),
            "title": ("property jobtitle",), "phone": ("property phone",),
            "deleted": ("is deleted", "fivetran deleted"),
        }, names=("contact",)),
        Preset("contact_list", "contacts", ("record id", "first name", "last name"), {
            "external_id": ("record id",), "first_name": ("first name",),
            "last_name": ("last name",), "email": ("email",), "title": ("job title",),
            "phone": ("phone number",), "account": ("associated company", "company name"),
        }, without=("deal name",), names=("contact",)),
        Preset("deal", "opportunities", ("deal id", "property dealname"), {
            "external_id": ("deal id",), "name": ("property dealname",),
            "account": Look(("deal id",), "*deal_company*", "deal id", "company id",
                            strict=True, needed=True),
            "owner": ("owner id", "property hubspot owner id"),
            "stage": Look(("deal pipeline stage id", "property dealstage"),
                          _STAGE_TABLE, "stage id", "label"),
            "amount": ("property amount",), "currency": ("property deal currency code",),
            "kind": ("property dealtype",), "created_on": ("property createdate",),
            "close_date": ("property closedate",),
            "probability": ("property hs deal stage probability",),
            "lost_reason": ("property closed lost reason",),
            "next_step": ("property hs next step",),
            "forecast_category": ("property hs forecast category",),
            "is_won": ("property hs is closed won",), "is_closed": ("property hs is closed",),
            "deleted": ("is deleted",),
        }, values={"stage": _STAGES}, names=("deal",)),
        Preset("deal_list", "opportunities", ("record id", "deal name", "deal stage"), {
            "external_id": ("record id",), "name": ("deal name",), "stage": ("deal stage",),
            "amount": ("amount",), "currency": ("currency", "deal currency"),
            "owner": ("deal owner", "hubspot owner id"),
            "account": ("associated company",), "contact": ("associated contact",),
            "created_on": ("create date",), "close_date": ("close date",),
            "last_activity_on": ("last activity date",), "kind": ("deal type",),
            "probability": ("deal probability",), "source": ("original source type",),
            "lost_reason": ("closed lost reason",), "next_step": ("next step",),
            "next_step_on": ("next activity date",),
            "forecast_category": ("forecast category",),
            "is_won": ("is closed won",), "is_closed": ("is deal closed",),
        }, values={"stage": _STAGES}, names=("deal",)),
        Preset("deal_stage", "deal_changes", ("deal id", "date entered", "value"), {
            "opportunity": ("deal id",), "effective_at": ("date entered",),
            "stage": Look(("value",), _STAGE_TABLE, "stage id", "label"),
        }, values={"stage": _STAGES}, names=("stage",)),
        Preset("property_history", "deal_changes", ("deal id", "name", "value", "timestamp"), {
            "opportunity": ("deal id",), "field": ("name",),
            "new": Look(("value",), _STAGE_TABLE, "stage id", "label"),
            "effective_at": ("timestamp",), "actor": ("source id",),
        }, where={"name": _PROPERTIES}, values={"new": _STAGES}, names=("history",)),
        Preset("engagement", "activities",
               ("engagement id", "property hubspot owner id", "property hs timestamp"), {
            "external_id": ("engagement id",), "kind": ("type",),
            "rep": ("property hubspot owner id",),
            "opportunity": Look(("engagement id",), "*engagement_deal*", "engagement id",
                                "deal id", strict=True, needed=True),
            "subject": ("property hs email subject", "property hs task subject"),
            "happened_on": ("property hs timestamp",),
            "deleted": ("fivetran deleted",),
        }, names=("engagement",)),
        Preset("activity_list", "activities", ("record id", "activity type", "activity date"), {
            "external_id": ("record id",), "kind": ("activity type",),
            "rep": ("activity assigned to", "assigned to"), "happened_on": ("activity date",),
            "subject": Rule(column="title"),
        }, names=("activity", "activities")),
    ),
)  # fmt: skip
