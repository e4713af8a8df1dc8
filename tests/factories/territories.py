"""Builders of territory plans: a model, its territories, rules, names and exceptions."""

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from crm.models import Account
from territories.models import (
    AccountException,
    BalanceGoal,
    HandOver,
    Hold,
    NamedAccount,
    Placement,
    PlannedTerritory,
    Rule,
    SalesRole,
    Seat,
    TerritoryModel,
)
from tests.factories import crm

_number = count(1)


def owning_role() -> SalesRole:
    """The role that owns accounts: there from the start, unless a test emptied all tables."""
    values = {"slug": "account-executive", "name": "Account executive"}
    return SalesRole.objects.get_or_create(owns_accounts=True, defaults=values)[0]


def role(name: str) -> SalesRole:
    return SalesRole.objects.create(slug=name.lower().replace(" ", "-"), name=name)


def model(name: str = "", **fields: Any) -> TerritoryModel:
    return TerritoryModel.objects.create(name=name or f"Plan {next(_number)}", **fields)


def territory(model: TerritoryModel, name: str = "", **fields: Any) -> PlannedTerritory:
    name = name or f"Territory {next(_number)}"
    fields.setdefault("role", None)
    values = fields | {"role": fields["role"] or owning_role()}
    slug = name.lower().replace(" ", "-")
    return PlannedTerritory.objects.create(model=model, slug=slug, name=name, **values)


def asks(field: str, op: str, *values: Any) -> dict[str, Any]:
    """A condition as it is stored."""
    return {"field": field, "op": op, "values": list(values)}


def rule(territory: PlannedTerritory, *include: dict[str, Any], **fields: Any) -> Rule:
    """About places unless said otherwise."""
    values = {"kind": Rule.Kind.GEOGRAPHY, "include": list(include)}
    return Rule.objects.create(territory=territory, **values | fields)


def named(territory: PlannedTerritory, account: Any, why: str = "") -> NamedAccount:
    return NamedAccount.objects.create(territory=territory, account=account, why=why)


def exception(
    territory: PlannedTerritory,
    account: Any,
    start: date,
    end: date,
    reason: str = "Promised",
) -> AccountException:
    return AccountException.objects.create(
        territory=territory,
        role=territory.role,
        model=territory.model,
        account=account,
        reason=reason,
        valid=DateRange(start, end),
    )


# What people have to do with it ------------------------------------------------------------------

STARTS = date(2027, 1, 1)


def approved(name: str = "Plan 2027", **fields: Any) -> TerritoryModel:
    """A model that starts on STARTS."""
    return model(name, **{"state": "approved", "starts_on": STARTS} | fields)


def seat(territory: PlannedTerritory, rep: Any, share: Any = 100, **fields: Any) -> Seat:
    """Since long ago, until further notice; `rep` None is an open seat."""
    values = {"role": territory.role, "valid": DateRange(date(2024, 1, 1), None)}
    return Seat.objects.create(territory=territory, rep=rep, share=share, **values | fields)


def placement(account: Any, territory: PlannedTerritory, **fields: Any) -> Placement:
    """What a run of the rules would have written."""
    values = {"model": territory.model, "role": territory.role, "level": 40}
    return Placement.objects.create(account=account, territory=territory, **values | fields)


def hold(rep: Any, start: date, end: date, **fields: Any) -> Hold:
    """Of the account or deal that the test names."""
    values = {"reason": "late_deal", "valid": DateRange(start, end)}
    return Hold.objects.create(rep=rep, **values | fields)


def hand_over(
    model: TerritoryModel, account: Any, giver: Any, taker: Any, **fields: Any
) -> HandOver:
    values = {"on": model.starts_on}
    return HandOver.objects.create(
        model=model, account=account, giver=giver, taker=taker, **values | fields
    )


def held(territory: PlannedTerritory, name: str = "", **fields: Any) -> Account:
    """A new account in the territory."""
    found = crm.account(name, **fields)
    placement(found, territory)
    return found


def goal(
    model: TerritoryModel, metric: str = "potential", tolerance: str = "0.1", order: int = 0
) -> BalanceGoal:
    values = {"metric": metric, "tolerance": Decimal(tolerance), "order": order}
    return BalanceGoal.objects.create(model=model, **values)
