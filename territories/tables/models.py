"""Models of the territory plan: what each is called, where it stands, and when."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from territories import words
from ui.tables import Column, ComponentColumn, DayColumn, NumberColumn, Table
from versions.words import badge


def _href(model: Any) -> str:
    return reverse("territories:model", args=(model.pk,))


class ModelTable(Table):
    name = Column(_("Model"), url=_href)
    state = ComponentColumn(_("State"), make=badge)
    starts_on = DayColumn(_("Starts on"))
    span = Column(_("In force"), empty_values=(), orderable=False, hide="p2")
    parts = NumberColumn(_("Territories"), hide="p2")
    by = Column(_("Made by"), accessor="by__name", hide="p3")
    at = DayColumn(_("Made"), accessor="made_on", hide="p3")

    def render_span(self, record: Any) -> str:
        return words.span(record)

    def value_span(self, record: Any) -> str:
        return words.span(record)
