"""Narrowing the deals to put in order to one rule."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from kpis.core.upkeep import RULES
from operations import words
from ui.filters import Filters


class RuleFilter(Filters):
    rule = django_filters.ChoiceFilter(
        label=_("What is wrong"), choices=[], method="breaking", empty_label=_("Every rule")
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.form.fields["rule"].choices = [(slug, words.label(slug)) for slug in RULES.slugs()]

    def breaking(self, rows: Any, _name: str, slug: str) -> Any:
        return rows.filter(finding__rules__contains=[slug])
