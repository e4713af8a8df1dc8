"""Calls, meetings, e-mails and tasks."""

from datetime import date

from intake.core.messages import gettext_noop as _
from intake.core.target import CRM_ID, DELETED, Columns, Field, Kind, Target

KINDS = {
    "call": "call", "email": "email", "e mail": "email", "meeting": "meeting", "event": "meeting",
    "demo": "meeting", "lunch": "meeting", "task": "task", "todo": "task", "to do": "task",
    "deadline": "task", "incoming email": "email", "logged call": "call", "list email": "email",
}  # fmt: skip


def _done_and_day(columns: Columns, rows: int, as_of: date) -> None:
    """Done when the CRM says so; otherwise when it has a day of happening and none to come.

    A planned activity has no day of happening; a done one without its own took place when due.
    """
    done = columns.get("done")
    happened = columns.get("happened_on") or [""] * rows
    due = columns.get("due_on") or [""] * rows
    if done is None:
        today = as_of.isoformat()
        done = ["true" if day and day <= today else "false" for day in happened]
    columns["done"] = [flag or ("true" if day else "false")
                       for flag, day in zip(done, happened, strict=True)]  # fmt: skip
    triples = list(zip(columns["done"], happened, due, strict=True))
    columns["happened_on"] = [(h or d) if flag == "true" else "" for flag, h, d in triples]
    columns["due_on"] = [d or (h if flag != "true" else "") for flag, h, d in triples]
    columns["done"] = [
        "true" if flag == "true" and day else "false"
        for flag, day in zip(columns["done"], columns["happened_on"], strict=True)
    ]


target = Target(
    label=_("Activities"),
    description=_("What people did about deals, and what they plan."),
    order=140,
    key=("external_id",),
    derive=_done_and_day,
    fields=(
        Field("external_id", Kind.ID, _("Activity ID"), CRM_ID, "00T1G00003Ufap9",
              ("id", "activity id", "engagement id", "task id", "event id"), required=True),
        Field("kind", Kind.CHOICE, _("Kind"), _("call, email, meeting, task or other"), "call",
              ("type", "activity type", "task subtype", "event subtype"), required=True,
              choices=KINDS, fallback="other"),
        Field("rep", Kind.REF, _("Rep"), _("Id, e-mail address or name."), "bob@example.com",
              ("owner id", "owner", "assigned to", "hubspot owner id", "user id"), required=True),
        Field("opportunity", Kind.REF, _("Deal"), _("Id of the deal."), "0061G00000N38JZ",
              ("opportunity id", "deal id", "what id", "deal")),
        Field("account", Kind.REF, _("Account"), _("Id or name."), "",
              ("account id", "company id", "organization")),
        Field("contact", Kind.REF, _("Contact"), _("Id."), "", ("contact id", "who id", "person")),
        Field("subject", Kind.TEXT, _("Subject"), "", "Call about the offer",
              ("title", "activity subject"), soft=True),
        Field("happened_on", Kind.DAY, _("Happened on"), "", "2026-05-11",
              ("activity date", "date", "start time", "start date time", "completed date time")),
        Field("due_on", Kind.DAY, _("Due on"), "", "2026-05-20", ("due date",), soft=True),
        Field("done", Kind.BOOLEAN, _("Done"), "", "yes", ("is closed", "completed"), soft=True),
        Field("two_way", Kind.BOOLEAN, _("Customer took part"), "", "yes", (), soft=True),
        Field("automatic", Kind.BOOLEAN, _("Logged automatically"), "", "no", (), soft=True),
        DELETED,
    ),
)  # fmt: skip
