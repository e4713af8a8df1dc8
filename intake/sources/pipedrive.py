"""Pipedrive: columns are called "Entity - Field"; records are linked by their names."""

from intake.core.mapping import Rule
from intake.core.source import Preset, Source

source = Source(
    label="Pipedrive",
    rank=30,
    presets=(
        Preset("organization", "accounts", ("organization name",), {
            "external_id": Rule(first=("organization id", "organization pipedrive system id",
                                       "organization name")),
            "name": ("organization name",), "owner": ("organization owner",),
            "industry": ("organization industry",),
            "country": ("organization country of address", "organization address country"),
            "state": ("organization state county of address",),
            "city": ("organization city town village locality of address",),
            "postcode": ("organization zip postal code of address",),
        }, names=("organization",), family="sheet", distinct=True),
        Preset("person", "contacts", ("person name",), {
            "external_id": Rule(first=("person id", "person pipedrive system id", "person name")),
            "name": ("person name",),
            "account": ("organization name", "person organization"),
            "email": ("person email work", "person email", "person email home"),
            "phone": ("person phone", "person phone work"), "title": ("person job title",),
        }, names=("person", "people"), family="sheet", distinct=True),
        Preset("deal", "opportunities", ("deal title", "deal owner"), {
            "external_id": Rule(first=("deal id", "deal pipedrive system id", "deal title")),
            "name": ("deal title",),
            "account": ("deal organization", "organization name", "organization"),
            "contact": ("deal contact person", "person name", "contact person"),
            "owner": ("deal owner",), "stage": ("deal stage pipeline", "deal stage"),
            "status": ("deal status",), "amount": ("deal value",),
            "currency": ("deal currency of value", "deal currency"),
            "created_on": ("deal creation date", "deal deal created", "deal created"),
            "close_date": ("deal expected close date",),
            "closed_on": Rule(first=("deal won time", "deal lost time", "deal closed on",
                                     "deal deal closed on")),
            "lost_reason": ("deal lost reason",), "probability": ("deal probability",),
            "source": ("deal source channel", "deal label"),
            "next_step_on": ("deal next activity date",),
            "last_activity_on": ("deal last activity date",),
        }, names=("deal",), family="sheet"),
        Preset("activity", "activities", ("activity subject", "activity assigned to user"), {
            "external_id": Rule(first=("activity id", "activity subject")),
            "subject": ("activity subject",), "kind": ("activity type",),
            "rep": ("activity assigned to user",), "opportunity": ("activity deal",),
            "account": ("activity organization",), "contact": ("activity contact person",),
            "happened_on": ("activity marked as done time", "activity due date"),
            "due_on": ("activity due date",), "done": ("activity done", "activity status"),
        }, names=("activity", "activities")),
    ),
)  # fmt: skip
