"""A comparison, ready to print."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from territories.core.balance import Balance
from territories.facts.comparing import Beside, Comparison, Load
from territories.models import TerritoryModel
from ui import formats
from ui.components import Tile

NAMED = 6  # so many people are named


def shown(found: Comparison, before: TerritoryModel, after: TerritoryModel) -> dict[str, Any]:
    moved_href = reverse("territories:moved", args=(after.pk, before.pk))
    return {
        "lede": _lede(found, before),
        "tiles": _tiles(found, moved_href),
        "rows": [_row(row) for row in found.rows],
        "balance": [
            (label, [_measures(side) for side in found.balance[name]])
            for name, label in _labels().items()
        ],
        "moved_href": moved_href,
        "people": _people(found.people),
        "money_unit": formats.money_unit(),
    }


def _lede(found: Comparison, before: TerritoryModel) -> str:
    n = found.moved.accounts
    values = {"n": formats.count(n), "total": formats.count(found.total.accounts)}
    said = ngettext(
        "%(n)s of %(total)s accounts is elsewhere than in “%(name)s”.",
        "%(n)s of %(total)s accounts are elsewhere than in “%(name)s”.",
        n,
    )
    return said % {**values, "name": before.name}


def _tiles(found: Comparison, href: str) -> list[Tile]:
    moved, total = found.moved, found.total
    return [
        Tile(
            _("Accounts that move"),
            formats.count(moved.accounts),
            formats.percent(_part(moved.accounts, total.accounts), 1),
            href,
        ),
        Tile(
            _("Potential that moves"),
            formats.money_short(moved.potential),
            formats.percent(_part(moved.potential, total.potential), 1),
        ),
        Tile(
            _("Open pipeline that moves"),
            formats.money_short(moved.pipeline),
            formats.percent(_part(moved.pipeline, total.pipeline), 1),
        ),
        Tile(_("People whose accounts change"), formats.count(len(found.people))),
    ]


def _part(part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    return Decimal(part) / Decimal(whole) if whole else None


def _labels() -> dict[str, str]:
    return {
        "accounts": _("Accounts"),
        "potential": _("Potential"),
        "pipeline": _("Open pipeline"),
    }


def _measures(balance: Balance) -> list[str]:
    """Largest deviation, coefficient of variation, Gini; what can't be known is empty."""
    return [
        formats.percent(balance.max_deviation, 1),
        formats.count(balance.cv, 2),
        formats.count(balance.gini, 2),
    ]


def _row(row: Beside) -> dict[str, Any]:
    return {
        "name": row.name,
        "accounts": _turn(row, "accounts", formats.count),
        "potential": _turn(row, "potential", formats.thousands),
        "pipeline": _turn(row, "pipeline", formats.thousands),
    }


def _turn(row: Beside, name: str, form: Callable[[Any], str]) -> dict[str, str]:
    """How much there is after, and what came and went; nothing where nothing did."""

    def told(load: Load, sign: str) -> str:
        value = getattr(load, name)
        return f"{sign}{form(value)}" if value else ""

    return {
        "after": form(getattr(row.after, name)),
        "gained": told(row.gained, "+"),
        "lost": told(row.lost, "−"),
    }


def _people(names: list[str]) -> str:
    more = len(names) - NAMED
    said = ", ".join(names[:NAMED])
    if more <= 0:
        return said
    return ngettext("%(names)s and %(n)s more", "%(names)s and %(n)s more", more) % {
        "names": said,
        "n": more,
    }
