"""Narrowing the chances of a plan: to a team, and to those below the company's limit."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from planning.core.weighing import VIEWS
from planning.facts.policy import policy
from teams import facts as teams
from ui.filters import Filters


class ChanceFilters(Filters):
    team = django_filters.ChoiceFilter(
        label=_("Team"),
        choices=lambda: [(t.slug, t.name) for t in teams.team_facts()],
        method="of_team",
        empty_label=_("All teams"),
    )
    below = django_filters.ChoiceFilter(
        label=_("Chance"),
        choices=[
            ("any", _("Below the limit in a view")),
            ("all", _("Below the limit in each known view")),
        ],
        method="below_limit",
        empty_label=_("Every chance"),
    )

    def of_team(self, rows: QuerySet[Any], name: str, slug: str) -> QuerySet[Any]:
        ids = {team.slug: team.id for team in teams.team_facts()}
        return rows.filter(parent__team__in=teams.sub_team_ids(ids[slug]))

    def below_limit(self, rows: QuerySet[Any], name: str, which: str) -> QuerySet[Any]:
        limit = policy().least_chance
        low, fine = Q(), Q()
        for view in VIEWS:
            low |= Q(**{f"{view}__lt": limit})
            fine |= Q(**{f"{view}__gte": limit})
        return rows.filter(low) if which == "any" else rows.filter(low).exclude(fine)
