"""What the page of gaps and overlaps shows, as ready values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from territories.facts import gaps, overlaps
from territories.facts.parts import rows_of
from territories.models import NamedAccount, TerritoryModel
from ui import formats

MOST_GIVEN = 500  # names that one undo takes back: those of the address
LIKE = {
    gaps.STATE: gettext_lazy("most accounts of its state go there"),
    gaps.COUNTRY: gettext_lazy("most accounts of its country go there"),
    gaps.INDUSTRY: gettext_lazy("most accounts of its industry go there"),
}


@dataclass(frozen=True, slots=True)
class Way:
    """The nearest territory, and why it is that one."""

    territory_id: int
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Row:
    """A gap: `id` of an account, `country` and `state` of a place, `href` to its rows."""

    name: str
    note: str
    accounts: str
    potential: str
    pipeline: str
    href: str
    id: int | None = None
    country: str = ""
    state: str = ""
    way: Way | None = None


@dataclass(frozen=True, slots=True)
class OverlapRow:
    winner: overlaps.Side
    rival: overlaps.Side
    winner_href: str
    rival_href: str
    accounts: str
    href: str
    potential: str


@dataclass(frozen=True, slots=True)
class Page:
    lede: str
    day: date
    overlaps_title: str
    overlaps: Sequence[OverlapRow]
    accounts_title: str
    accounts: Sequence[Row]
    all_href: str
    places_title: str
    places: Sequence[Row]
    seats_title: str
    seats: Sequence[Row]


def page(model: TerritoryModel, day: date) -> Page:
    total, rows = gaps.total(model), rows_of(model)
    (accounts, places), seats = gaps.left_out(model, rows), gaps.seats(model, day, rows)
    claimed = overlaps.overlaps(model, rows) if total.contested else []
    return Page(
        lede=_lede(total),
        day=day,
        overlaps_title=_counted(total.contested, "overlap"),
        overlaps=[_overlap(one, model) for one in claimed],
        accounts_title=_counted(total.accounts, "account"),
        accounts=[_account(one, model) for one in accounts],
        all_href=_accounts_href(model, territory="-"),
        places_title=_counted(len(places), "place"),
        places=[_place(one) for one in places],
        seats_title=_counted(len(seats), "seat"),
        seats=[_seat(one, model) for one in seats],
    )


def _lede(total: gaps.Total) -> str:
    if not total.accounts:
        return _("Every account has a territory.")
    words = {
        "potential": formats.money(total.potential) or _("an unknown potential"),
        "pipeline": formats.money(total.pipeline or 0),
    }
    return _("Accounts without a territory: %(potential)s a year, %(pipeline)s in open deals.") % (
        words
    )


def _counted(n: int, what: str) -> str:
    if not n:
        return {
            "overlap": _("No account is claimed twice as strongly"),
            "account": _("No account is left out"),
            "place": _("No place is left out"),
            "seat": _("Somebody sits in each territory"),
        }[what]
    said = {
        "overlap": ngettext("%(n)s account is claimed as strongly by others",
                            "%(n)s accounts are claimed as strongly by others", n),
        "account": ngettext("Nobody gets %(n)s account", "Nobody gets %(n)s accounts", n),
        "place": ngettext("Nobody covers %(n)s place", "Nobody covers %(n)s places", n),
        "seat": ngettext("Nobody sits in %(n)s territory", "Nobody sits in %(n)s territories", n),
    }[what]  # fmt: skip
    return said % {"n": formats.count(n)}


def _overlap(one: overlaps.Overlap, model: TerritoryModel) -> OverlapRow:
    def rules(side: overlaps.Side) -> str:
        return f"{reverse('territories:rules', args=[model.pk])}?{urlencode({'q': side.name})}"

    return OverlapRow(
        one.winner,
        one.rival,
        rules(one.winner),
        rules(one.rival),
        formats.count(one.accounts),
        _accounts_href(model, territory=one.winner.slug, rivals="yes"),
        formats.thousands(one.potential),
    )


def _account(one: gaps.AccountGap, model: TerritoryModel) -> Row:
    place = ", ".join(filter(None, [one.state, one.country]))
    href = f"{reverse('territories:why', args=[one.id])}?model={model.pk}"
    money = formats.thousands(one.potential), formats.thousands(one.pipeline)
    note = " · ".join(filter(None, [place, one.industry]))
    return Row(one.name, note, "", *money, href, id=one.id, way=_way(one.nearest))


def _place(one: gaps.PlaceGap) -> Row:
    name = f"{one.state}, {one.country}" if one.state else one.country
    return Row(
        name, "", formats.count(one.accounts), formats.thousands(one.potential), "", "",
        country=one.country, state=one.state, way=_way(one.nearest),
    )  # fmt: skip


def _seat(one: gaps.SeatGap, model: TerritoryModel) -> Row:
    money = formats.thousands(one.potential), formats.thousands(one.pipeline)
    href = _accounts_href(model, territory=one.slug)
    return Row(one.name, _seated(one), formats.count(one.accounts), *money, href)


def _seated(one: gaps.SeatGap) -> str:
    """Who left, and who looks after the accounts meanwhile."""
    left, owners = (get_text_list(list(names), _("and")) for names in (one.left, one.owners))
    why = _("Open seat") if one.is_open else _("No seat")
    if left:
        why = _("Open seat: %(name)s has left") % {"name": left}
    if owners and one.owners != one.left:
        return f"{why} · {_('looked after by %(name)s') % {'name': owners}}"
    return why


def _way(nearest: gaps.Nearest | None) -> Way | None:
    if nearest is None:
        return None
    if nearest.km is None:
        return Way(nearest.territory_id, nearest.name, str(LIKE[nearest.by]))
    said = _("its seat is the nearest, %(km)s km away") % {"km": formats.count(nearest.km)}
    return Way(nearest.territory_id, nearest.name, said)


def _accounts_href(model: TerritoryModel, **query: str) -> str:
    return f"{reverse('territories:accounts', args=[model.pk])}?{urlencode(query)}"


def given(model: TerritoryModel, asked: str) -> dict[str, Any] | None:
    """What was given a moment ago, and can be taken back."""
    rows = NamedAccount.objects.filter(pk__in=numbers(asked), territory__model=model)
    found = list(rows.select_related("territory", "account"))
    if not found:
        return None
    words = {"name": found[0].account.name, "territory": found[0].territory.name,
             "n": formats.count(len(found))}  # fmt: skip
    text = _("%(name)s now belongs to %(territory)s by name.") % words
    if len(found) > 1:
        text = _("%(n)s accounts now belong to %(territory)s by name.") % words
    return {"text": text, "ids": ",".join(str(row.pk) for row in found)}


def numbers(text: str) -> list[int]:
    return [int(one) for one in text.split(",")[:MOST_GIVEN] if one.isdecimal()]
