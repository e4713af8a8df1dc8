"""Whatever bears a name: reps, teams, deals, accounts; only what the reader sees."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

import crm.facts
import teams.facts
from dashboards.links import scope_page
from teams.core.scope import Scope
from ui import formats

MOST = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found; `note` tells it from others of the name."""

    name: str
    href: str
    note: str = ""
    amount: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Things of a kind; `more` leads to the whole list when there may be more of them."""

    title: str
    icon: str
    hits: tuple[Hit, ...]
    more: str = ""


def search(text: str, access: Any) -> list[Group]:
    """Groups with at least one hit, people first; in at most four queries."""
    if not text.strip():
        return []
    deals = crm.facts.search(text, access, limit=MOST)
    groups = [
        Group(_("Reps"), "user", _reps(text, access), _more("dashboards:reps", text)),
        Group(_("Teams"), "users", _teams(text, access)),
        Group(
            _("Deals"),
            "handshake",
            tuple(_deal(one) for one in deals.deals),
            _more("crm:deals", text),
        ),
        Group(
            _("Accounts"),
            "building-2",
            tuple(_account(one) for one in deals.accounts),
            _more("crm:accounts", text),
        ),
    ]
    return [
        Group(g.title, g.icon, g.hits, g.more if len(g.hits) >= MOST else "")
        for g in groups
        if g.hits
    ]


def _reps(text: str, access: Any) -> tuple[Hit, ...]:
    rows = _named(teams.facts.reps(), text)
    if access.rep_ids is not None:
        rows = rows.filter(pk__in=access.rep_ids)
    return tuple(
        Hit(rep.name, _rep_page(rep, access), rep.title or rep.email) for rep in rows[:MOST]
    )


def _rep_page(rep: Any, access: Any) -> str:
    if rep.pk == access.rep_id and not access.may("see_company"):
        return reverse("dashboards:me")
    return scope_page(Scope("rep", rep.pk, rep.external_id, rep.name))


def _teams(text: str, access: Any) -> tuple[Hit, ...]:
    if not access.may("see_company"):
        return ()
    words = text.casefold().split()
    seen = access.team_ids
    found = [
        team
        for team in teams.facts.team_facts()
        if all(word in team.name.casefold() for word in words) and (seen is None or team.id in seen)
    ]
    return tuple(
        Hit(team.name, scope_page(Scope("team", team.id, team.slug, team.name)))
        for team in found[:MOST]
    )


def _deal(deal: Any) -> Hit:
    said = {"account": deal.account.name if deal.account else "", "stage": deal.stage.name}
    note = _("%(account)s, %(stage)s") % said if deal.account else deal.stage.name
    return Hit(deal.name, reverse("crm:deal", args=[deal.pk]), note, formats.money(deal.value))


def _account(account: Any) -> Hit:
    note = account.owner.name if account.owner else ""
    return Hit(account.name, reverse("crm:account", args=[account.pk]), note)


def _named(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    for word in text.split()[:6]:
        rows = rows.filter(name__icontains=word)
    return rows


def _more(name: str, text: str) -> str:
    return f"{reverse(name)}?{urlencode({'q': text})}"
