"""People at accounts."""

from intake.core.messages import gettext_noop as _
from intake.core.target import CRM_ID, DELETED, Field, Kind, Target
from intake.targets.reps import _name_from_parts

_target_fields = (
    Field("external_id", Kind.ID, _("Contact ID"), CRM_ID, "0031G00000q9jPQ",
          ("id", "contact id", "record id", "person id"), required=True),
    Field("account", Kind.REF, _("Account"), _("Id or name."), "0011G00000eM9wv",
          ("account id", "company id", "account name", "company", "associated company",
           "organization")),
    Field("name", Kind.TEXT, _("Name"), "", "Ana Reyes", ("full name", "contact name"), limit=200),
    Field("first_name", Kind.TEXT, _("First name"), "", "Ana", ("firstname",), helper=True),
    Field("last_name", Kind.TEXT, _("Last name"), "", "Reyes", ("lastname", "surname"),
          helper=True),
    Field("title", Kind.TEXT, _("Job title"), "", "Head of logistics", ("job title",), limit=150),
    Field("email", Kind.EMAIL, _("E-mail address"), "", "ana@example.com",
          ("e mail", "email address", "email work"), soft=True),
    Field("phone", Kind.TEXT, _("Phone"), "", "+1 919 555 0100",
          ("phone number", "telephone", "mobile phone"), limit=60),
    DELETED,
)  # fmt: skip

target = Target(
    label=_("Contacts"),
    description=_("People at accounts."),
    order=90,
    key=("external_id",),
    one_of=(("name", "first_name", "last_name"),),
    derive=_name_from_parts,
    fields=_target_fields,
)
