"""Exchange rates into the base currency, each from its day until the next."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from audit.services.fields import Check, Field, Target
from audit.services.refusals import explain
from audit.services.staging import Staging, ask, merge
from kernel.merge import Merged
from teams.facts import company

RATES = Target(
    "teams_exchangerate",
    ("currency", "day"),
    (
        Field("currency", required=True, shape="upper(btrim(s.currency::text))"),
        Field("day", "date", required=True),
        Field("rate", "numeric(20,10)", required=True),
    ),
    (
        Check("not_a_currency", "currency", "i.currency !~ '^[A-Z]{3}$'"),
        Check("not_positive", "rate", "c_rate <= 0"),
    ),
)


def merge_rates(
    table: str,
    *,
    run_id: int,
    as_of: datetime,
    create_missing: bool = False,
    full: bool = False,
) -> Merged:
    """Upsert by currency and day. Values of deals follow: crm.services.loads.merge_rates."""
    staging = Staging(RATES, table, run_id, as_of)
    base = company().currency
    if staging.has("currency") and staging.has("rate") and _is_into_another(table, base):
        for (row,) in ask(f"SELECT row FROM {table} ORDER BY row"):
            staging.refuse(row, "rate", base, "other_base")
        return staging.merged
    return merge(staging)


def _is_into_another(table: str, base: str) -> bool:
    """One unit of the company's currency is worth one; where it is not, all rates are others."""
    own = "upper(btrim(currency::text)) = %s AND rate::numeric <> 1"
    ((found,),) = ask(f"SELECT EXISTS (SELECT FROM {table} WHERE {own})", [base])
    return bool(found)


explain(
    {
        "other_base": _(
            "The file says that one %(value)s is not worth one %(value)s: its rates are not into "
            "the company's currency. Convert them first."
        )
    }
)
