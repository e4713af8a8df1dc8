"""What the pages of this app share: the tabs of Pipeline, and whom one may look at."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

import teams.facts
from forecasting.core.rooms import ROOMS
from teams.core.access import REP
from teams.core.scope import Scope
from ui.components import Tab
from ui.links import KEPT, changed


def tabs(request: HttpRequest, here: str) -> tuple[Tab, ...]:
    """Those of the pipeline; period and scope go along."""
    kept = request.GET.copy()
    for name in set(kept) - {*KEPT, "scope"}:
        kept.pop(name)
    query = changed(kept) if kept else ""
    leads = request.access.role != REP  # type: ignore[attr-defined]
    stuck = Tab(_("Bottlenecks"), reverse("operations:leaks") + query, here == "leaks")
    return (
        *(Tab(_(text), reverse(f"forecasting:{name}") + query) for name, text in ROOMS.items()),
        *((stuck,) if leads else ()),
        Tab(_("Hygiene"), reverse("operations:hygiene") + query, here == "hygiene"),
        Tab(_("Plans"), reverse("operations:plans") + query, here == "plans"),
    )


def scopes(access: Any, scope: Scope, below: Iterable[Scope]) -> list[tuple[str, str]]:
    """The company and the teams that one sees today, and the people of the team one looks at; a
    rep has no choice."""
    if access.role == REP:
        return []
    seen, known = access.team_ids, {team.id: team for team in teams.facts.team_facts()}
    found = [teams.facts.company_scope()] if access.sees_all else []
    found += [
        Scope("team", pk, known[pk].slug, known[pk].name)
        for pk in teams.facts.team_tree().walk()
        if seen is None or pk in seen
    ]
    people = [one for one in below if one.kind == "rep"] if scope.kind == "team" else []
    found += people if scope.kind != "rep" else [scope]
    return [(one.key, one.name) for one in found]
