"""One line as a page shows it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

import teams.facts
from planning import words
from planning.core import closing
from planning.facts import lines
from planning.models import LineChange, QuotaLine
from planning.views import cascade_page
from planning.views.cascade_page import Sheet
from ui import formats
from ui.components import Fact
from versions.words import who

Closing = QuotaLine.Closing


@dataclass(frozen=True, slots=True)
class Way:
    """A way to close the gap, and in a sentence what it does."""

    slug: str
    text: str
    says: str
    required: bool


def name(row: QuotaLine) -> str:
    return lines.name_of(row) or teams.facts.company_name()


def shown(sheet: Sheet, row: QuotaLine) -> dict[str, Any]:
    mine = sheet.cascade.of(row.pk)
    assert mine is not None
    below = sheet.cascade.children(row.pk)
    return {
        "lede": _("%(goal)s of “%(plan)s”.")
        % {"goal": words.goal(sheet.goal), "plan": sheet.plan.name},
        "facts": _facts(sheet, row, mine),
        "ways": ways(sheet, row) if mine.row.gap else [],
        "changes": [_change(sheet, one) for one in lines.changes(row.pk)],
        "below": [cascade_page.row(sheet, one, False) for one in below],
        "allocate_href": _allocate(sheet, row) if below else "",
        "propose_href": reverse("planning:propose", args=(sheet.plan.pk,))
        + f"?goal={sheet.goal.pk}",
    }


def _allocate(sheet: Sheet, row: QuotaLine) -> str:
    return reverse("planning:allocate", args=(sheet.plan.pk, row.pk))


def _facts(sheet: Sheet, row: QuotaLine, mine: lines.Line) -> list[Fact]:
    write, cells = sheet.write, cascade_page.cells(sheet, mine)
    before = cascade_page.row(sheet, mine, False)
    by = who(row.proposed_by) if row.proposed is not None else ""
    found = [
        Fact(_("Planned"), write(row.planned), _grown(cells.growth)),
        Fact(_("Proposed"), write(mine.row.bottom_up), before.proposed_note or by),
        Fact(_("Gap"), cells.gap, before.closed),
        Fact(_("Given to the lines below"), write(mine.row.below)),
        Fact(_("Not yet allocated"), cells.left, total=True),
        Fact(_("Over-assigned, all levels to here"), cells.cumulative),
        Fact(_("Result before"), before.result),
        Fact(_("Quota before"), before.quota),
    ]  # fmt: skip
    return [one for one in found if one.value]


def _grown(change: str) -> str:
    return _("%(change)s on the result before") % {"change": change} if change else ""


def ways(sheet: Sheet, row: QuotaLine) -> list[Way]:
    """What each would do, said before anybody chooses."""
    mine = sheet.cascade.of(row.pk)
    assert mine is not None
    planned, built = mine.row.planned or Decimal(0), mine.row.bottom_up or Decimal(0)
    write = sheet.write
    values = {
        "planned": write(planned),
        "built": write(built),
        "gap": write(abs(planned - built)),
        "name": name(row),
    }
    people = _people(sheet, mine.id, planned, built)
    found = [
        Way(
            Closing.TARGET,
            str(Closing.TARGET.label),
            _("%(name)s is to reach %(built)s instead of %(planned)s; %(gap)s goes back to the "
              "line above, where it is not yet allocated.") % values,
            False,
        ),
        Way(
            Closing.ACCEPT,
            str(Closing.ACCEPT.label),
            _("%(planned)s stays, although %(built)s is believed in. The letters say no more than "
              "that; this page keeps the reason.") % values,
            True,
        ),
    ]  # fmt: skip
    if planned > built:
        said = _("%(planned)s stays, and more people are to bring the %(gap)s.") % values
        said = f"{said} {people}"
        found.insert(0, Way(Closing.CAPACITY, str(Closing.CAPACITY.label), said.strip(), True))
    return found


def _people(sheet: Sheet, pk: int, planned: Decimal, built: Decimal) -> str:
    """How many that would be, each with the mean of the people below."""
    known = [
        one.row.planned
        for one in sheet.cascade.lines
        if one.key[0] == "rep"
        and one.row.planned
        and (one.id == pk or pk in sheet.cascade.above(one.id))
    ]
    mean = sum(known, Decimal(0)) / len(known) if known else None
    way = next((w for w in closing.ways(planned, built, mean) if w.slug == closing.CAPACITY), None)
    if way is None:
        return ""
    return ngettext(
        "With the mean figure of its people that is %(n)s person more, whole and ramped.",
        "With the mean figure of its people that is %(n)s people more, whole and ramped.",
        way.people,
    ) % {"n": formats.count(way.people)}


def _change(sheet: Sheet, one: LineChange) -> dict[str, Any]:
    columns = {"planned": _("Planned"), "proposed": _("Proposed")}
    return {
        "when": formats.moment(one.at),
        "who": who(one.by),
        "what": columns[one.column],
        "before": sheet.write(one.before),
        "after": sheet.write(one.after) or _("nothing"),
        "why": one.why,
    }
