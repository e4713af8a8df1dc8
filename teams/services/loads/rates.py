"""Exchange rates into the base currency, each from its day until the next."""

from datetime import datetime

from audit.services.fields import Check, Field, Target
from audit.services.staging import Staging, merge
from kernel.merge import Merged

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
    return merge(Staging(RATES, table, run_id, as_of))
