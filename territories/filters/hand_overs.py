"""Narrowing hand-overs to a side that is missing, and to those that are worth something."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from territories.facts import handovers as facts
from ui.filters import Filters

STATES = [
    ("to_give", _("To hand over")),
    ("to_take", _("To take over")),
    ("mine", _("Mine to sign")),
    ("missing", _("Without all signatures")),
    ("signed", _("Signed")),
    ("outdated", _("Changed since signed")),
]
LEAST = [("10000", "≥ 10 000"), ("100000", "≥ 100 000"), ("1000000", "≥ 1 000 000")]


class HandOverFilter(Filters):
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=STATES, method="in_state", empty_label=_("All hand-overs")
    )
    worth = django_filters.ChoiceFilter(
        label=_("Open deals"),
        choices=LEAST,
        field_name="value",
        lookup_expr="gte",
        empty_label=_("Any value of deals"),
    )

    def in_state(self, rows: Any, _name: str, state: str) -> Any:
        if state == "mine":
            return facts.to_sign(rows, self.request.access.rep_id)
        if state == "missing":
            return facts.waiting(rows)
        if state == "signed":
            return facts.done(rows)
        if state == "outdated":
            return rows.filter(outdated=True)
        return rows.filter(facts.TO_GIVE if state == "to_give" else facts.TO_TAKE)
