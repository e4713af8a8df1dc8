"""Filters of the lists of reps and runs."""

from copy import deepcopy
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

import teams.facts
from teams.web import period_of
from ui.filters import Filters


def team_choices(request: Any) -> list[tuple[str, str]]:
    """Read when the page is asked for; a manager chooses among their own."""
    period = period_of(request)
    seen = request.access.team_ids_on(period.start, period.end)
    return [
        (team.slug, team.name)
        for team in teams.facts.team_facts()
        if seen is None or team.id in seen
    ]


class RepFilters(Filters):
    """`team`: home in it or below it on some day of the period. `state`: still there, gone,
    or also those who do not count in comparisons."""

    team = django_filters.ChoiceFilter(
        label=_("Team"), method="of_team", empty_label=_("All teams")
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[
            ("active", _("Still here")),
            ("left", _("Left")),
            ("all", _("Also who does not sell")),
        ],
        method="in_state",
        empty_label=_("Everyone who sells"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        filters: Any = deepcopy(self.base_filters)  # type: ignore[has-type]
        self.base_filters = filters
        self.base_filters["team"].extra["choices"] = team_choices(kwargs["request"])
        super().__init__(*args, **kwargs)

    def of_team(self, rows: QuerySet[Any], name: str, slug: str) -> QuerySet[Any]:
        ids = {team.slug: team.id for team in teams.facts.team_facts()}
        period = period_of(self.request)
        here = teams.facts.reps().filter(
            memberships__team__in=teams.facts.sub_team_ids(ids[slug]),
            memberships__leads=False,
            memberships__valid__overlap=(period.start, period.end),
        )
        return rows.filter(pk__in=here.values("pk"))

    def in_state(self, rows: QuerySet[Any], name: str, state: str) -> QuerySet[Any]:
        gone = Q(left_on__lte=teams.facts.today())
        if state == "all":
            return rows
        return rows.filter(gone) if state == "left" else rows.exclude(gone)

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Leads and system users, who don't count in comparisons, only when asked for."""
        rows = super().filter_queryset(queryset)
        everyone = self.form.cleaned_data.get("state") == "all"
        return rows if everyone else rows.filter(participates=True)


class RunFilters(Filters):
    """`state` of runs, and `kind` in the words of the list."""

    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[
            ("running", _("Running")),
            ("queued", _("Waiting")),
            ("done", _("Done")),
            ("problems", _("Done with problems")),
            ("failed", _("Failed")),
            ("cancelled", _("Cancelled")),
            ("undone", _("Undone")),
        ],
        empty_label=_("Any state"),
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"),
        choices=[
            ("load", _("Import")),
            ("check", _("Check of an import")),
            ("undo", _("Undo of an import")),
            ("kpis.recompute", _("Recompute")),
            ("nightly", _("Nightly recompute")),
            ("foundations", _("Changed settings")),
            ("edit", _("Change by hand")),
        ],
        method="of_kind",
        empty_label=_("Any kind"),
    )

    def of_kind(self, rows: QuerySet[Any], name: str, kind: str) -> QuerySet[Any]:
        """As `run_words.name` calls them: what a run was asked for says more than its kind."""
        marked = {"check": ("load", "dry_run"), "nightly": ("kpis.recompute", "nightly")}
        if kind in marked:
            stored, mark = marked[kind]
            return rows.filter(**{"kind": stored, f"params__{mark}": True})
        marks = [mark for stored, mark in marked.values() if stored == kind]
        return rows.filter(*(_unmarked(mark) for mark in marks), kind=kind)


def _unmarked(mark: str) -> Q:
    return Q(**{f"params__{mark}": False}) | Q(**{f"params__{mark}__isnull": True})
