"""The list of imports."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intake.facts.loads import what
from intake.models import Load
from ui import formats
from ui.components import Tag
from ui.tables import Column, ComponentColumn, NumberColumn, Table

TONES: dict[str, Any] = {
    Load.State.DONE: "good",
    Load.State.PROBLEMS: "warn",
    Load.State.FAILED: "bad",
    Load.State.RUNNING: "info",
    Load.State.CHECKING: "info",
}
PAGES = {
    Load.State.UPLOADED: "intake:match",
    Load.State.MATCHED: "intake:match",
    Load.State.CHECKED: "intake:check",
    Load.State.CHECKING: "intake:run",
    Load.State.RUNNING: "intake:run",
    Load.State.FAILED: "intake:run",
}


def page_of(load: Load) -> str:
    """The step that the load is at."""
    return reverse(PAGES.get(Load.State(load.state), "intake:done"), args=[load.pk])


def tag_of(load: Load) -> Tag:
    return Tag(load.get_state_display(), TONES.get(Load.State(load.state), ""))


class MomentColumn(Column):
    def shown(self, value: Any) -> str:
        return formats.moment(value)


class LoadTable(Table):
    """Results are empty until a load was stored."""

    created_at = MomentColumn(_("When"), url=page_of)
    name = Column(_("File"))
    what = ComponentColumn(_("What"), make=what, orderable=False, hide="p2")
    by = Column(_("By"), accessor="by", hide="p2")
    rows_read = NumberColumn(_("Rows"), accessor="result__rows", orderable=False, hide="p2")
    created = NumberColumn(_("New"), accessor="result__created", orderable=False, hide="p2")
    updated = NumberColumn(_("Changed"), accessor="result__updated", orderable=False, hide="p2")
    aside = NumberColumn(_("Set aside"), accessor="result__set_aside", orderable=False, hide="p2")
    state = ComponentColumn(_("Result"), make=tag_of)
