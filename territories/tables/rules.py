"""Rules in the order in which they are tried, with what they win."""

from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from territories.facts.rule_list import RuleRow
from ui.components import Status
from ui.tables import Column, ComponentColumn, MoneyColumn, NumberColumn, Table


def state_of(row: RuleRow) -> Status | None:
    """What should be looked at; nothing where all is well."""
    if row.problems:
        return Status("bad", _("Can't be asked"))
    if row.never:
        return Status("warn", _("Never wins"))
    if row.contested:
        return Status("warn", _("As strong elsewhere"))
    return None


class RuleTable(Table):
    territory = Column(gettext_lazy("Territory"))
    kind = Column(gettext_lazy("Kind"), accessor="kind_name", order_by=("kind", "number", "id"))
    number = NumberColumn(gettext_lazy("Number"), hide="p2", initial_sort_descending=False)
    role = Column(gettext_lazy("Role"), hide="p3")
    include = Column(gettext_lazy("Accounts with"), css="text-wrap", empty_values=())
    exclude = Column(gettext_lazy("But not with"), css="text-wrap", hide="p3")
    won = NumberColumn(gettext_lazy("Accounts won"))
    contested = NumberColumn(gettext_lazy("As strong elsewhere"), hide="p2")
    potential = MoneyColumn(gettext_lazy("Potential"), hide="p2")
    state = ComponentColumn(gettext_lazy("To look at"), make=state_of, orderable=False)
    note = Column(gettext_lazy("Note"), hide="p3")

    def render_include(self, value: Any, record: RuleRow) -> Any:
        said = value or _("All accounts")
        if record.problems:
            return format_html(
                '{}<span class="cell-sub text-wrap">{}</span>', said, " ".join(record.problems)
            )
        return said

    def value_include(self, value: Any, record: RuleRow) -> str:
        return value or _("All accounts")
