"""Customers and those who may become one."""

from intake.core.messages import gettext_noop as _
from intake.core.target import CRM_ID, DELETED, Field, Kind, Target

target = Target(
    label=_("Accounts"),
    description=_("Companies that buy or may buy; deals point at them."),
    order=80,
    key=("external_id",),
    together=True,
    fields=(
        Field("external_id", Kind.ID, _("Account ID"), CRM_ID, "0011G00000eM9wv",
              ("id", "account id", "company id", "organization id", "record id", "customer id"),
              required=True),
        Field("name", Kind.TEXT, _("Name"), "", "Brightwater Labs",
              ("account name", "company name", "company", "organization name", "account"),
              required=True),
        Field("owner", Kind.REF, _("Owner"), _("Id, e-mail address or name of a rep."),
              "bob@example.com", ("owner id", "account owner", "company owner", "sales person id")),
        Field("territory", Kind.REF, _("Territory"), _("Id or name."), "01581",
              ("territory id", "territory name")),
        Field("parent", Kind.REF, _("Part of"), _("Id or name of the parent account."), "",
              ("parent id", "parent account id", "parent account", "parent company")),
        Field("industry", Kind.TEXT, _("Industry"), "", "Logistics", ("sector",), limit=120),
        Field("segment", Kind.TEXT, _("Segment"), "", "Strategic", ("size", "tier"), limit=80),
        Field("country", Kind.TEXT, _("Country"), "", "United States",
              ("billing country", "country region"), limit=80),
        Field("state", Kind.TEXT, _("State"), "", "NC",
              ("billing state", "state region", "state or province", "province"), limit=80),
        Field("city", Kind.TEXT, _("City"), "", "Raleigh", ("billing city", "town"), limit=120),
        Field("postcode", Kind.ID, _("Postcode"), "", "27601",
              ("billing postal code", "postal code", "zip", "zip code"), soft=True, limit=20),
        Field("website", Kind.TEXT, _("Website"), "", "https://example.com",
              ("url", "domain", "company domain name", "web site")),
        Field("employees", Kind.WHOLE, _("Employees"), "", "250",
              ("number of employees", "headcount"), soft=True, positive=True),
        DELETED,
    ),
)  # fmt: skip
