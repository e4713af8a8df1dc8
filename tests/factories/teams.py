"""Builders of people and structure: plain, valid rows; keywords say what the test is about."""

from datetime import date, time
from itertools import count
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from teams.models import Company, ExchangeRate, Holiday, Membership, Rep, Team, Territory, User

PASSWORD = "correct horse battery staple"
START = date(2024, 1, 1)
_number = count(1)


def company(**fields: Any) -> Company:
    """The one company: calendar months, US dollars, UTC."""
    values = {"name": "Acme", "currency": "USD", "time_zone": "UTC", "nightly_at": time(2)}
    row, _ = Company.objects.update_or_create(pk=1, defaults=values | fields)
    return row


def user(name: str, role: str = "rep", **fields: Any) -> User:
    """A person who signs in as name@acme.test with PASSWORD."""
    email = fields.pop("email", f"{name.lower().replace(' ', '.')}@acme.test")
    return User.objects.create_user(email, PASSWORD, name=name, role=role, **fields)


def rep(name: str = "", user: User | None = None, **fields: Any) -> Rep:
    n = next(_number)
    values = {"external_id": f"R-{n}", "name": name or f"Rep {n}", "user": user}
    return Rep.objects.create(**values | fields)


def team(name: str, parent: Team | None = None, **fields: Any) -> Team:
    values = {"slug": name.lower().replace(" ", "-"), "name": name, "parent": parent}
    return Team.objects.create(**values | fields)


def territory(name: str, parent: Territory | None = None, **fields: Any) -> Territory:
    values = {"slug": name.lower().replace(" ", "-"), "name": name, "parent": parent}
    return Territory.objects.create(**values | fields)


def member(
    rep: Rep, team: Team, start: date = START, end: date | None = None, *, leads: bool = False
) -> Membership:
    return Membership.objects.create(rep=rep, team=team, leads=leads, valid=DateRange(start, end))


def holiday(day: date, name: str = "Day off") -> Holiday:
    return Holiday.objects.create(day=day, name=name)


def rate(currency: str, day: date, rate: str) -> ExchangeRate:
    return ExchangeRate.objects.create(currency=currency, day=day, rate=rate)
