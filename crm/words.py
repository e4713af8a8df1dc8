"""What the rules say about a deal, in the words of the pages."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.core.splits import Problem
from crm.core.warnings import Warn
from ui import formats
from ui.components import Status


class Said(NamedTuple):
    """`short` for a row, `title` and `why` for a list of things to act on."""

    short: str
    title: str
    why: str
    icon: str
    tone: Any = "warn"


def warning(found: Warn) -> Said:
    return _WARNINGS[found.kind](found.number)


def warning_status(found: Warn) -> Status:
    """A judgement in a row: icon and word."""
    return Status("warn", warning(found).short)


def _overdue(days: int) -> Said:
    count = formats.days(days)
    return Said(
        _("%(days)s overdue") % {"days": count},
        _("The close date passed %(days)s ago") % {"days": count},
        _("It counts in the forecast until it is moved or closed."),
        "calendar-clock",
        "bad",
    )


def _silent(days: int) -> Said:
    count = formats.days(days)
    return Said(
        _("quiet for %(days)s") % {"days": count},
        _("No activity for %(days)s") % {"days": count},
        _("Calls, meetings and e-mails that are logged in the CRM end this."),
        "volume-x",
    )


def _pushed(times: int) -> Said:
    said = ngettext("pushed %(times)s time", "pushed %(times)s times", times)
    title = ngettext(
        "The close date was pushed %(times)s time",
        "The close date was pushed %(times)s times",
        times,
    )
    values = {"times": formats.count(times)}
    why = _("A push is a move to a later fiscal month; moves inside a month do not count.")
    return Said(said % values, title % values, why, "calendar-sync")


def _no_next_step(_number: int) -> Said:
    return Said(
        _("no next step"),
        _("No next step has a date ahead"),
        _("Set the next step and its date in the CRM; it shows here after the next import."),
        "footprints",
        "info",
    )


def _no_amount(_number: int) -> Said:
    why = _("It counts in no sum until the CRM has an amount.")
    return Said(_("no amount"), _("The amount is not known"), why, "circle-question-mark")


def _no_close_date(_number: int) -> Said:
    why = _("It is in no period's pipeline until the CRM has a date.")
    return Said(_("no close date"), _("The close date is not known"), why, "calendar-x")


_WARNINGS: dict[str, Callable[[int], Said]] = {
    "overdue": _overdue,
    "stale": _silent,
    "pushed": _pushed,
    "no_next_step": _no_next_step,
    "no_amount": _no_amount,
    "no_close_date": _no_close_date,
}


def link(text: Any, href: str) -> Any:
    """The text, as a link where there is somewhere to go."""
    return format_html('<a href="{}">{}</a>', href, text) if text and href else text


def share(percent: Decimal) -> str:
    """A part in percent with the decimals that it has, four at most: 40%, 33.3333%."""
    exponent = percent.normalize().as_tuple().exponent
    digits = min(max(-int(exponent), 0), 4)
    return formats.percent(percent / 100, digits)


def split_problem(problem: Problem, name: str = "") -> str:
    """Why shares cannot be stored, with the way to mend it. `name`: the person it is about."""
    if problem.code == "incomplete" and problem.total is not None:
        return _(
            "Revenue shares add up to %(total)s. They must add up to %(whole)s, or be left out so "
            "that the owner has all of it."
        ) % {"total": share(problem.total), "whole": share(Decimal(100))}
    if problem.code == "twice":
        return _("%(name)s has two shares of one kind; join them.") % {"name": name}
    return _("The share of %(name)s must be more than %(none)s and at most %(whole)s.") % {
        "name": name,
        "none": share(Decimal(0)),
        "whole": share(Decimal(100)),
    }
