"""People's chances in a plan, the three views side by side."""

from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from planning import chance_words as words
from planning.links import chance
from ui import exports, formats
from ui.tables import Column, MoneyColumn, NumberColumn, Table


class ChanceColumn(NumberColumn):
    """A bar with its number; the page sets the limit on the table."""

    def render(self, value: Any, record: Any, table: Any) -> Any:
        name = f"{record.rep.name}, {self.verbose_name}"
        drawn = words.bar(value, name, table.limit)
        return format_html(
            '<span class="d-none d-lg-block">{}</span>{}', drawn, formats.percent(value)
        )

    def value(self, value: Any, record: Any) -> Any:
        return exports.figure(value, "percent")


class ChanceTable(Table):
    limit: Any = None

    name = Column(_("Person"), accessor="rep__name", url=lambda line: chance(line))
    team = Column(_("Team"), accessor="parent__team__name", hide="p2")
    planned = MoneyColumn(_("Quota"), export_head=_("Quota"), hide="p2")
    run_rate = ChanceColumn(_("Run rate"))
    pipeline = ChanceColumn(_("Pipeline"))
    history = ChanceColumn(_("Comparable history"))
