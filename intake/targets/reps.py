"""People who sell, from a CRM's users."""

from datetime import date

from intake.core.messages import gettext_noop as _
from intake.core.target import CRM_ID, DELETED, Columns, Field, Kind, Target


def _name_from_parts(columns: Columns, rows: int, as_of: date) -> None:
    """Some CRMs keep first and last name only."""
    first = columns.pop("first_name", None) or [""] * rows
    last = columns.pop("last_name", None) or [""] * rows
    joined = [f"{a} {b}".strip() for a, b in zip(first, last, strict=True)]
    names = columns.get("name") or [""] * rows
    columns["name"] = [name or other for name, other in zip(names, joined, strict=True)]


target = Target(
    label=_("Reps"),
    description=_(
        "People who own deals. With a manager column the teams and memberships follow from it: "
        "everyone who manages somebody leads a team."
    ),
    order=30,
    key=("external_id",),
    one_of=(("name", "first_name", "last_name"),),
    sequence=(("hired_on", "left_on"),),
    derive=_name_from_parts,
    together=True,
    fields=(
        Field("external_id", Kind.ID, _("Rep ID"), CRM_ID, "0051G000005Mx8d",
              ("id", "user id", "owner id", "employee id", "rep id"), required=True),
        Field("name", Kind.TEXT, _("Name"), "", "Bob Stone",
              ("full name", "user name", "owner", "rep", "employee"), limit=200),
        Field("first_name", Kind.TEXT, _("First name"), "", "Bob",
              ("firstname", "given name"), helper=True),
        Field("last_name", Kind.TEXT, _("Last name"), "", "Stone",
              ("lastname", "surname", "family name"), helper=True),
        Field("email", Kind.EMAIL, _("E-mail address"), "", "bob@example.com",
              ("e mail", "mail", "email address"), soft=True),
        Field("title", Kind.TEXT, _("Job title"), "", "Account executive",
              ("job title", "position"), limit=120),
        Field("segment", Kind.TEXT, _("Segment"), "", "Mid-market", (), limit=80),
        Field("hired_on", Kind.DAY, _("Hired on"), "", "2024-03-01",
              ("hire date", "start date", "joined on", "hired"), soft=True),
        Field("left_on", Kind.DAY, _("Left on"), _("First day no longer employed."), "2026-06-30",
              ("end date", "termination date", "left"), soft=True, open_end=True),
        Field("participates", Kind.BOOLEAN, _("Counts in comparisons"), "", "yes",
              ("participates",), soft=True),
        Field("manager", Kind.REF, _("Manager"), _("Id, e-mail address or name of the manager."),
              "alice@example.com", ("manager id", "reports to", "reports to id", "manager name")),
        Field("team", Kind.REF, _("Team"), _("Id or name of the home team."), "EMEA South",
              ("team id", "team name")),
        Field("territory", Kind.REF, _("Territory"), _("Id or name."), "01581",
              ("territory id", "territory name")),
        DELETED,
    ),
)  # fmt: skip
