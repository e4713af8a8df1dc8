"""Deals: who sells what to whom, for how much, by when, and how it ended."""

from datetime import date

from intake.core.messages import gettext_noop as _
from intake.core.target import CRM_ID, DELETED, Columns, Field, Kind, Target
from intake.targets.stages import KINDS


def _status_from_flags(columns: Columns, rows: int, as_of: date) -> None:
    """IsWon and IsClosed decide; without them a stage called Closed Won; else its kind, later.

    The stated close date of a closed deal is the day it was closed, unless that day is given;
    a deal that was closed before the day it was entered counts as entered then. Each row speaks
    for itself: which others are read with it does not matter.
    """
    nothing = [""] * rows
    closed, won = (columns.pop(name, nothing) for name in ("is_closed", "is_won"))
    names = columns.get("stage", nothing)
    ends = {name: _ENDS.get(_letters(name), "") for name in set(names)}
    columns["status"] = [
        s or ("won" if w == "true" else "lost" if c == "true" else "open" if c or w else ends[name])
        for s, c, w, name in zip(columns.get("status", nothing), closed, won, names, strict=True)
    ]
    if "closed_on" in columns:
        columns["closed_on"] = [
            day if status != "open" else ""
            for day, status in zip(columns["closed_on"], columns["status"], strict=True)
        ]


def _letters(name: str) -> str:
    return "".join(filter(str.isalpha, name.lower()))


_ENDS = {"closedwon": "won", "won": "won", "closedlost": "lost", "lost": "lost"}


STATUSES = {**KINDS, "in progress": "open", "closedwon": "won", "closedlost": "lost"}

target = Target(
    label=_("Deals"),
    description=_("One row per deal, as it stands on the day of the export."),
    order=100,
    key=("external_id",),
    derive=_status_from_flags,
    fields=(
        Field("external_id", Kind.ID, _("Deal ID"), CRM_ID, "0061G00000N38JZ",
              ("id", "opportunity id", "deal id", "record id", "opp id", "opportunity number",
               "pipedrive system id"), required=True),
        Field("name", Kind.TEXT, _("Name"), "", "Brightwater 2026 renewal",
              ("opportunity name", "deal name", "title", "opportunity", "deal", "dealname")),
        Field("account", Kind.REF, _("Account"), _("Id or name."), "0011G00000eM9wv",
              ("account id", "account name", "company", "company id", "associated company",
               "organization", "customer", "customer id")),
        Field("contact", Kind.REF, _("Main contact"), _("Id or name."), "",
              ("contact id", "contact person", "primary contact")),
        Field("owner", Kind.REF, _("Owner"), _("Id, e-mail address or name of a rep."),
              "bob@example.com",
              ("owner id", "opportunity owner", "deal owner", "hubspot owner id", "rep",
               "sales rep", "owner name", "owner email"), required=True),
        Field("territory", Kind.REF, _("Territory"), _("Id or name."), "",
              ("territory id", "territory2 id", "territory region")),
        Field("stage", Kind.REF, _("Stage"), _("Name of the stage."), "Proposal",
              ("stage name", "sales stage", "deal stage", "dealstage", "stage pipeline"),
              required=True, limit=120),
        Field("status", Kind.CHOICE, _("Status"),
              _("open, won or lost; without it the kind of the stage decides."), "open", (),
              choices=STATUSES),
        Field("is_closed", Kind.BOOLEAN, _("Closed"), "", "0", ("isclosed", "closed"), helper=True),
        Field("is_won", Kind.BOOLEAN, _("Won"), "", "0", ("iswon", "won"), helper=True),
        Field("amount", Kind.MONEY, _("Amount"), _("In the deal's currency."), "31400.00",
              ("value", "deal value", "revenue", "total amount", "deal amount"), positive=True),
        Field("currency", Kind.CURRENCY, _("Currency"), _("Code of ISO 4217."), "USD",
              ("currency code", "currency iso code", "amount currency", "total amount currency",
               "deal currency", "currency of value")),
        Field("probability", Kind.SHARE, _("Stated chance"),
              _("Percent or share, one of them in the whole column."), "50",
              ("probability %", "win probability", "chance"), soft=True),
        Field("forecast_category", Kind.TEXT, _("Forecast category"), "", "Commit",
              ("forecast category name",), limit=40),
        Field("kind", Kind.TEXT, _("Type"), "", "New business",
              ("type", "deal type", "opportunity type"), limit=80),
        Field("source", Kind.TEXT, _("Lead source"), "", "Webinar",
              ("lead source", "source", "original source"), limit=120),
        Field("segment", Kind.TEXT, _("Segment"), "", "Mid-market", (), limit=80),
        Field("term_months", Kind.WHOLE, _("Term in months"), "", "36",
              ("contract term", "term", "contract length"), soft=True, positive=True, most=32_767),
        Field("created_on", Kind.DAY, _("Created on"), "", "2026-02-14",
              ("created date", "create date", "created", "creation date", "createdate",
               "deal created", "add time", "opportunity created on")),
        Field("close_date", Kind.DAY, _("Close date"), _("Stated or expected."), "2026-06-30",
              ("expected close date", "closedate", "estimated close date", "closing date")),
        Field("closed_on", Kind.DAY, _("Closed on"),
              _("The day it was really won or lost; without it the close date."), "",
              ("closed date", "actual close date", "won time", "close time")),
        Field("lost_reason", Kind.TEXT, _("Lost because"), "", "Price",
              ("loss reason", "closed lost reason", "reason lost"), limit=200),
        Field("next_step", Kind.TEXT, _("Next step"), "", "Send contract",
              ("opportunity next steps", "next steps", "hs next step")),
        Field("next_step_on", Kind.DAY, _("Next step on"), "", "2026-05-20",
              ("next activity date", "next step date"), soft=True),
        Field("last_activity_on", Kind.DAY, _("Last activity on"), "", "2026-05-11",
              ("last activity date", "last activity", "notes last updated"), soft=True),
        DELETED,
    ),
)  # fmt: skip
