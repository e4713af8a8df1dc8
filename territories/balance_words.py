"""What is said about balance and its goals, in the reader's language."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from territories.core.balance import Balance
from territories.core.metrics import MEASURES
from ui import formats


def label(metric: str) -> str:
    return _(MEASURES[metric].label)


def noun(metric: str) -> str:
    """The measure inside of a sentence."""
    said = label(metric)
    return said[:1].lower() + said[1:]


def amount(metric: str, value: Any, style: str = "table") -> str:
    return formats.show(value, MEASURES[metric].unit, style)


def head(metric: str) -> str:
    """Heads a column: money in thousands says its unit."""
    said = _(MEASURES[metric].head)
    return f"{said} {formats.money_unit()}" if MEASURES[metric].unit == "money" else said


def formula(metric: str) -> str:
    return _(MEASURES[metric].formula)


def names(all_of: Sequence[str], most: int = 3) -> str:
    """The first few of a list of names, and how many more there are."""
    shown = list(all_of[:most])
    if more := len(all_of) - len(shown):
        shown.append(ngettext("%(n)s more", "%(n)s more", more) % {"n": formats.count(more)})
    return get_text_list(shown, _("and"))


def standing(metric: str, found: Balance, named: Mapping[str, str]) -> str:
    """How it stands without a proposal: in the leading measure."""
    if found.max_deviation is None:
        return _("Nothing is known of the %(measure)s of these territories.") % {
            "measure": noun(metric)
        }
    worst = max(found.deviations, key=lambda leaf: abs(found.deviations[leaf] or 0))
    said = {
        "measure": noun(metric),
        "worst": formats.percent(found.max_deviation),
        "name": named.get(worst, ""),
        "tolerance": formats.percent(found.tolerance),
    }
    if found.tolerance is None:
        return _("%(name)s is furthest from its target %(measure)s: %(worst)s.") % said
    if found.within:
        return _("Every territory is within %(tolerance)s of its target %(measure)s.") % said
    outside = sum(abs(off or 0) > found.tolerance for off in found.deviations.values())
    said |= {"n": formats.count(outside), "all": formats.count(len(found.deviations))}
    return (
        _(
            "%(n)s of %(all)s territories are not within the agreed %(tolerance)s of their target "
            "%(measure)s; the furthest is %(name)s, by %(worst)s."
        )
        % said
    )


def unknown(metric: str, count: int) -> str:
    """12 accounts without a potential."""
    text = ngettext(
        "%(n)s account has no known %(measure)s",
        "%(n)s accounts have no known %(measure)s",
        count,
    )
    return text % {"n": formats.count(count), "measure": noun(metric)} if count else ""


def above(count: int) -> str:
    """Accounts that no leaf holds, but a territory above."""
    text = ngettext(
        "%(n)s account lies on a territory above these",
        "%(n)s accounts lie on territories above these",
        count,
    )
    return text % {"n": formats.count(count)} if count else ""


def gaps(count: int) -> str:
    text = ngettext("%(n)s account has no territory.", "%(n)s accounts have no territory.", count)
    return text % {"n": formats.count(count)} if count else ""


def now_and_before(now: str, before: str) -> str:
    return _("%(now)s, was %(before)s") % {"now": now, "before": before} if before else now


def index(value: float | None) -> str:
    return formats.count(value)


def share(found: Any, leaf: str, metric: str) -> str:
    """The part of the whole that a territory should carry."""
    targets = found.balance[metric].targets
    whole = sum(targets.values())
    return formats.percent(targets[leaf] / whole, 1) if whole and leaf in targets else ""


def spoken(said: dict[str, str], was: float | None, now: float | None) -> str:
    """A drawing in words."""
    said |= {"was": index(was), "now": index(now)}
    if now is None:
        return _("%(name)s: %(measure)s is not known") % said
    if was is None:
        return _("%(name)s: %(measure)s %(now)s, on target is 100") % said
    return _("%(name)s: %(measure)s %(now)s, was %(was)s, on target is 100") % said


def agreed(goals: Sequence[Any]) -> str:
    """Who agreed on the goals, and when."""
    if not goals:
        return ""
    last = max(goals, key=lambda goal: goal.at)
    said = {"who": str(last.by), "day": formats.day_long(last.at)}
    if last.by is None:
        return _("Agreed on %(day)s.") % said
    return _("Agreed by %(who)s on %(day)s.") % said


def goal(one: Any) -> tuple[str, str, str, str]:
    """Measure, tolerance, who, when."""
    who = str(one.by) if one.by else ""
    return label(one.metric), formats.percent(one.tolerance, 1), who, formats.moment(one.at)


def change(entry: Any) -> tuple[str, str, str, str, str]:
    """A change of goals: when, who, from what, to what, why."""
    who = str(entry.by) if entry.by else ""
    return formats.moment(entry.at), who, listed(entry.before), listed(entry.after), entry.reason


def listed(tolerances: Mapping[str, str]) -> str:
    known = [
        f"{label(m)} {formats.percent(each, 1)}" for m, each in tolerances.items() if m in MEASURES
    ]
    return ", ".join(known)
