"""A plan that did not start on its day, or changes of a day that failed."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

import teams.facts
from territories.facts.pending import pending
from territories.facts.starting import Trouble, troubles
from ui import formats
from ui.asks import Ask
from ui.components import Todo


def troubles_of(access: Any, most: int) -> list[Todo]:
    """For operations, with what to do."""
    asked = pending()
    if not access.may("plan") or not (asked.plans or asked.failed):
        return []
    return [_todo(one) for one in troubles(teams.facts.today())][:most]


def _todo(one: Trouble) -> Todo:
    href = (
        reverse("dashboards:run", args=[one.run_id]) if one.run_id else reverse("dashboards:runs")
    )
    said = {"plan": one.plan, "day": formats.day_long(one.day), "error": one.why}
    titles = {
        "failed": _("“%(plan)s” could not start"),
        "late": _("“%(plan)s” has not started"),
        "day": _("Changes of today in “%(plan)s” failed"),
    }
    again = _("Mend what the run names: it is tried again every five minutes. %(error)s")
    whys = {
        "failed": again,
        "late": _("It was due on %(day)s, and jobs are not being done. Start the worker and its "
                  "clock: the plan then starts by itself."),
        "day": again,
    }  # fmt: skip
    return Todo(
        titles[one.kind] % said, href, why=whys[one.kind] % said, tone="bad", icon="calendar-x"
    )


ASK = Ask(troubles_of)
