"""The Power BI sample "Regional Sales" that the sample company is made of.

Owners name their manager, who has no row of their own; states belong to sales territories.
"""

from intake.core.mapping import Rule
from intake.core.messages import gettext_noop as _
from intake.core.source import Look, Preset, Source

source = Source(
    label=_("Regional sales sample"),
    rank=40,
    presets=(
        Preset("managers", "reps", ("owner", "manager", "system user seq"), {
            "external_id": ("manager",), "name": ("manager",),
        }, names=("owners",), family="owners", distinct=True),
        Preset("owners", "reps", ("owner", "manager", "system user seq"), {
            "external_id": ("system user seq",), "name": ("owner",), "manager": ("manager",),
        }, names=("owners",), family="owners"),
        Preset("regions", "territories", ("territory", "territory seq", "state or province"), {
            "external_id": ("territory",), "name": ("territory",),
        }, names=("territories",), family="territories", distinct=True),
        Preset("territories", "territories", ("territory", "territory seq", "state or province"), {
            "external_id": ("territory seq",), "name": ("state or province",),
            "parent": ("territory",),
        }, names=("territories",), family="territories"),
        Preset("products", "products", ("product", "product seq"), {
            "external_id": ("product seq",), "name": ("product",),
            "family": ("product category",),
        }, names=("products",)),
        Preset("accounts", "accounts", ("account name", "account seq"), {
            "external_id": ("account seq",), "name": ("account name",),
            "owner": ("account owner seq",), "territory": ("territory seq",),
            "industry": Look(("industry seq",), "industries.csv", "industry seq", "industry",
                             strict=True),
            "country": ("country",), "state": ("state or province",),
        }, names=("accounts",)),
        Preset("stages", "stages", ("opportunity seq", "sales stage", "status"), {
            "name": ("sales stage",), "order": Rule(column="sales stage"),
            "chance": ("probability",),
        }, values={"order": {"1-Qualify": "1", "2-Develop": "2", "3-Propose": "3", "4-Close": "4"}},
               names=("opportunities",), family="opportunities", distinct=True),
        Preset("opportunities", "opportunities", ("opportunity seq", "sales stage", "status"), {
            "external_id": ("opportunity seq",),
            "name": Rule(template="Opportunity {opportunity seq}"),
            "account": ("account seq",), "owner": ("system user seq",),
            "territory": Look(("account seq",), "accounts.csv", "account seq", "territory seq",
                              strict=True, needed=True),
            "stage": ("sales stage",), "status": ("status",), "amount": ("value",),
            "currency": Rule(const="USD"), "probability": ("probability",),
            "source": Look(("campaign seq",), "campaigns.csv", "campaign seq", "campaign",
                           strict=True, needed=True),
            "created_on": ("opportunity created on",), "close_date": ("close date",),
        }, names=("opportunities",), family="opportunities"),
        Preset("lines", "lines", ("opportunity seq", "sales stage", "status"), {
            "external_id": ("opportunity seq",), "opportunity": ("opportunity seq",),
            "product": ("product seq",), "quantity": Rule(const="1"), "amount": ("value",),
        }, names=("opportunities",), family="opportunities"),
    ),
)  # fmt: skip
