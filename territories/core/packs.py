"""What goes from one owner of an account to the next, as it was frozen when both could read it.

A pack is stored as JSON by `territories.queries.moves`: money as text in the company's currency,
days in ISO form, unknown as null. Here it becomes plain values again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Deal:
    """An open deal. `held_until`: it stays with its owner until then; `credit_until`: and counts
    for them until then; both exclusive, None for a deal that moves. `stays`: "closes" where its
    owner keeps it until then, "other" where it is not the giver's; "" for a deal that moves."""

    id: int
    name: str
    owner: str
    stage: str
    value: Decimal | None
    close_date: date | None
    next_step: str
    next_step_on: date | None
    held_until: date | None
    credit_until: date | None
    stays: str = ""

    @property
    def moves(self) -> bool:
        return self.held_until is None and not self.stays


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    title: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class Activity:
    kind: str
    on: date
    subject: str
    rep: str


@dataclass(frozen=True, slots=True)
class Why:
    """By what the account comes to its territory; `level` is one of core.precedence.

    `number` and `note` are those of the rule, `words` those of the name or exception, `family` the
    account above it that was named. `cause`, while a plan is in force: "seat" where others sit
    there now, "hold" where one is over; "" where the account itself moved.
    """

    territory: str
    level: int | None
    number: int | None = None
    note: str = ""
    words: str = ""
    family: str = ""
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """`value`: of the open deals that move, in the company's currency; None when none is known."""

    why: Why
    deals: tuple[Deal, ...]
    contacts: tuple[Contact, ...]
    activities: tuple[Activity, ...]
    value: Decimal | None

    @property
    def moving(self) -> tuple[Deal, ...]:
        return tuple(deal for deal in self.deals if deal.moves)


def unpacked(stored: Mapping[str, Any]) -> Pack:
    """The pack of a hand-over; an empty one for `{}`."""
    return Pack(
        why_of(stored),
        tuple(_deal(row) for row in stored.get("deals", ())),
        tuple(Contact(**row) for row in stored.get("contacts", ())),
        tuple(
            Activity(**{**row, "on": date.fromisoformat(row["on"])})
            for row in stored.get("activities", ())
        ),
        _money(stored.get("value")),
    )


def why_of(stored: Mapping[str, Any]) -> Why:
    return Why(**stored.get("why", {"territory": "", "level": None}))


def _deal(row: Mapping[str, Any]) -> Deal:
    days = ("close_date", "next_step_on", "held_until", "credit_until")
    plain: dict[str, Any] = {**row, "value": _money(row["value"])}
    return Deal(**plain | {name: _day(row[name]) for name in days})


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _money(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
