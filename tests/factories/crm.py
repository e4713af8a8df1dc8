"""Builders of accounts, deals and what happens to them.

Each takes what the test is about as keywords and fills the rest with plain, valid values. Deals
are in the base currency unless a test says otherwise, so `value` follows `amount`.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import count
from typing import Any

from crm.models import (
    Account,
    Activity,
    Contact,
    DealChange,
    Line,
    Opportunity,
    Product,
    Split,
    Stage,
)

_number = count(1)
# slug, name, kind, qualifies, chance: the sales process of the cast.
STAGES: Sequence[tuple[str, str, str, bool, str | None]] = (
    ("lead", "Lead", "open", False, "0.05"),
    ("qualify", "Qualify", "open", True, "0.10"),
    ("propose", "Propose", "open", True, "0.40"),
    ("negotiate", "Negotiate", "open", True, "0.70"),
    ("won", "Won", "won", True, "1"),
    ("lost", "Lost", "lost", False, "0"),
)


def moment(day: date | datetime) -> datetime:
    """Noon UTC of a day; a moment stays as it is."""
    return day if isinstance(day, datetime) else datetime.combine(day, time(12), UTC)


def stages() -> dict[str, Stage]:
    """The whole stage set by slug; asking twice gives the same rows."""
    for order, (slug, name, kind, qualifies, chance) in enumerate(STAGES, 1):
        values = {"name": name, "order": order, "kind": kind, "qualifies": qualifies}
        Stage.objects.get_or_create(
            slug=slug, defaults=values | {"chance": chance and Decimal(chance)}
        )
    return {stage.slug: stage for stage in Stage.objects.all()}


def account(name: str = "", **fields: Any) -> Account:
    n = next(_number)
    values = {"external_id": f"A-{n}", "name": name or f"Account {n}"}
    return Account.objects.create(**values | fields)


def contact(name: str = "", **fields: Any) -> Contact:
    n = next(_number)
    values = {"external_id": f"C-{n}", "name": name or f"Contact {n}"}
    return Contact.objects.create(**values | fields)


def product(name: str = "", **fields: Any) -> Product:
    n = next(_number)
    values = {"external_id": f"P-{n}", "name": name or f"Product {n}"}
    return Product.objects.create(**values | fields)


def deal(
    owner: Any,
    *,
    stage: str | Stage = "propose",
    amount: Decimal | int | str | None = 1000,
    created_on: date = date(2026, 1, 15),
    **fields: Any,
) -> Opportunity:
    """A deal of a rep; the kind of its stage says whether it is open, won or lost.

    Closed deals close on `closed_on`, or 30 days in. `qualified_on` is the day of creation for
    qualifying stages, as an import without history has it.
    """
    found = stages()[stage] if isinstance(stage, str) else stage
    status = fields.pop("status", found.kind)
    exact = None if amount is None else Decimal(amount)
    n = next(_number)
    values: dict[str, Any] = {
        "external_id": f"D-{n}",
        "name": f"Deal {n}",
        "owner": owner,
        "stage": found,
        "status": status,
        "amount": exact,
        "currency": "USD",
        "value": exact,
        "created_on": created_on,
        "qualified_on": created_on if found.qualifies else None,
        "qualified_value": exact if found.qualifies else None,
    }
    if status != "open":
        values["closed_on"] = date.fromordinal(created_on.toordinal() + 30)
    values |= fields
    values.setdefault("close_date", values.get("closed_on"))
    return Opportunity.objects.create(**values)


def split(
    opportunity: Opportunity, rep: Any, share: Decimal | int | str = 100, **fields: Any
) -> Split:
    """A share of the credit; its value is that share of the deal's, to the cent."""
    part = None
    if opportunity.value is not None:
        part = (opportunity.value * Decimal(share) / 100).quantize(Decimal("0.01"))
    values = {"opportunity": opportunity, "rep": rep, "share": Decimal(share), "value": part}
    return Split.objects.create(**values | fields)


def line(opportunity: Opportunity, amount: Decimal | int | str = 1000, **fields: Any) -> Line:
    values = {"external_id": f"L-{next(_number)}", "opportunity": opportunity}
    values |= {"amount": Decimal(amount), "unit_price": Decimal(amount)}
    values["product"] = fields.pop("product", None) or product()
    return Line.objects.create(**values | fields)


def change(
    opportunity: Opportunity,
    field: str,
    new: str,
    on: date | datetime,
    *,
    old: str = "",
    known: date | datetime | None = None,
    **fields: Any,
) -> DealChange:
    """The field took a value on a day; `known` when the company learned it later than that."""
    return DealChange.objects.create(
        opportunity=opportunity,
        field=field,
        old=old,
        new=new,
        effective_at=moment(on),
        recorded_at=moment(known or on),
        **fields,
    )


def activity(rep: Any, on: date | None = date(2026, 2, 1), **fields: Any) -> Activity:
    """Something done on a day; with `on=None` a plan (give `due_on`)."""
    values = {"external_id": f"T-{next(_number)}", "kind": "call", "rep": rep}
    return Activity.objects.create(**values | {"happened_on": on, "done": on is not None} | fields)
