"""What needs attention, in words: a title, why, and the way there."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.core.pace import FAR_BEHIND
from dashboards.facts import Question, number
from dashboards.links import explain, scope_page
from ui import formats
from ui.components import Todo


def todo(question: Question, item: Any) -> Todo:
    """A line for each kind that `kpis.facts.attention` knows."""
    return _KINDS[item.kind](question, item)


def _behind(question: Question, item: Any) -> Todo:
    away = number(item.params["points"])
    far = away is not None and away <= FAR_BEHIND
    hundredths = None if away is None else abs(away) * 100
    words = {"name": item.scope.name, "points": formats.count(hundredths, 1)}
    return Todo(
        _("%(name)s is %(points)s points behind") % words,
        scope_page(item.scope, question.query),
        formats.money_change(-item.amount),
        _coverage(item),
        "bad" if far else "warn",
        "chevrons-down" if far else "chevron-down",
    )


def _coverage(item: Any) -> str:
    """Coverage 1.5× of 3.2× needed."""
    value, need = item.params.get("coverage"), item.params.get("needed")
    if value is None:
        return _("Against the usual path by today.")
    words = {"value": formats.times(value), "need": formats.times(need)}
    if need is None:
        return _("Coverage is %(value)s.") % words
    return _("Coverage is %(value)s, %(need)s is needed.") % words


def _thin(question: Question, item: Any) -> Todo:
    return Todo(
        _("The pipeline is too thin for the quota"),
        explain("coverage", item.scope, question.period),
        formats.money(item.amount),
        _coverage(item),
        "warn",
        "layers-2",
    )


def _overdue(question: Question, item: Any) -> Todo:
    words = {"share": formats.percent(item.params["share"])}
    return Todo(
        _("Open deals have a past close date"),
        _deals(item, watch="overdue"),
        formats.money(item.amount),
        _("%(share)s of the open value counts until it is moved or closed.") % words,
        "warn",
        "calendar-x-2",
    )


def _stale(question: Question, item: Any) -> Todo:
    words = {"share": formats.percent(item.params["share"])}
    return Todo(
        _("Open deals went quiet"),
        explain("stale_share", item.scope, question.period),
        formats.money(item.amount),
        _("%(share)s of the open value has had no activity for longer than is usual.") % words,
        "warn",
        "message-circle-off",
    )


def _concentration(question: Question, item: Any) -> Todo:
    words = {"share": formats.percent(item.params["share"])}
    return Todo(
        _("Three deals carry the period"),
        explain("concentration", item.scope, question.period),
        formats.money(item.amount),
        _("%(share)s of the expected value hangs on them.") % words,
        "info",
        "scale",
    )


def _deal_overdue(question: Question, item: Any) -> Todo:
    n = int(item.params["days"] or 0)
    said = ngettext(
        "The close date passed %(n)s day ago. Owner: %(owner)s.",
        "The close date passed %(n)s days ago. Owner: %(owner)s.",
        n,
    )
    return Todo(
        item.name,
        reverse("crm:deal", args=[item.deal_id]) + question.query,
        formats.money(item.amount),
        said % {"n": formats.count(n), "owner": item.params["owner"]},
        "warn",
        "calendar-clock",
    )


def _deals(item: Any, **query: str) -> str:
    narrowed = {} if item.scope.kind == "company" else {"scope": item.scope.key}
    return f"{reverse('crm:deals')}?{urlencode(narrowed | query)}"


_KINDS: dict[str, Callable[[Question, Any], Todo]] = {
    "behind": _behind,
    "thin_coverage": _thin,
    "overdue": _overdue,
    "stale": _stale,
    "concentration": _concentration,
    "deal_overdue": _deal_overdue,
}
