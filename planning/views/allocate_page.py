"""The preview of an allocation, ready to print."""

from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from planning import words
from planning.core.allocation import METHODS, Tried
from planning.facts import lines
from planning.facts.allocation import Inputs, Preview
from planning.models import QuotaLine
from planning.services.lines.allocating import said
from planning.views import line_page
from ui import formats


def line_href(row: QuotaLine) -> str:
    return reverse("planning:line", args=(row.goal.plan_id, row.pk))


def shown(row: QuotaLine, found: Preview, inputs: Inputs) -> dict[str, Any]:
    method = METHODS[inputs.method]
    write = words.amount(row.goal.measure)
    return {
        "lede": _("%(name)s, %(goal)s: %(total)s to share out.")
        % {
            "name": line_page.name(row),
            "goal": words.goal(row.goal),
            "total": write(found.total) or _("no figure yet"),
        },
        "method_name": _(method.label),
        "formula": _(method.formula),
        "mixed": method.mixed,
        "wants_ratio": "ratio" in method.needs,
        "rows": [_row(row, found, pk) for pk in _order(row, found)],
        "total": write(found.total),
        "problems": [said(one, found.ground.rows) for one in found.problems],
        "methods": _methods(found, inputs),
        "back": _back(found, write),
        "unit": words.unit(row.goal.measure),
        "before": _months(found, 0),
        "earlier": _months(found, 1),
        "may_undo": bool(row.method_inputs.get("undo")),
    }


def _order(row: QuotaLine, found: Preview) -> list[int]:
    """The lines that get a figure, each before those below it."""
    order, waiting = list[int](), [one.pk for one in found.ground.below(row.pk)]
    while waiting:
        pk = waiting.pop(0)
        order.append(pk)
        below = [one.pk for one in found.ground.below(pk) if one.pk in found.amounts]
        waiting = [*below, *waiting]
    return order


def _row(parent: QuotaLine, found: Preview, pk: int) -> dict[str, Any]:
    row, write = found.ground.rows[pk], words.amount(parent.goal.measure)
    result, amount = found.ground.results[0].get(pk), found.amounts.get(pk)
    change = amount - row.planned if amount is not None and row.planned is not None else None
    grown = amount / result - 1 if amount is not None and result else None
    return {
        "name": lines.name_of(row),
        "level": 0 if row.parent_id == parent.pk else 1,
        "locked": row.locked,
        "result": write(result and result.quantize(Decimal(1))),
        "potential": formats.count(found.ground.potential.get(pk)),
        "current": write(row.planned),
        "amount": write(amount),
        "change": formats.signed(change),
        "grown": formats.change(grown),
    }


def _methods(found: Preview, inputs: Inputs) -> list[dict[str, Any]]:
    """Best on the months before first; those that can't be tried last."""
    tried = {one.slug: one for one in found.tried}
    slugs = [one.slug for one in found.tried] or METHODS.slugs()
    return [_method(found, slug, tried.get(slug), slug == inputs.method) for slug in slugs]


def _method(found: Preview, slug: str, past: Tried | None, here: bool) -> dict[str, Any]:
    now = found.methods[slug]
    problems = now.problems or (past.problems if past else ())
    return {
        "slug": slug,
        "name": _(METHODS[slug].label),
        "here": here,
        "able": not now.problems,
        "error": formats.percent(past.error, 1) if past else "",
        "why": " ".join(said(one, found.ground.rows) for one in problems),
    }


def _back(found: Preview, write: Any) -> str:
    if found.goal is None:
        return _("Nothing is known of the months before, so no method can be tried on them.")
    kind = _("quota") if found.goal_is_quota else _("result")
    return _(
        "Each method on %(months)s, knowing only what came before: the %(kind)s of %(amount)s "
        "shared out, and how far each part was from what was then reached, as a share of all "
        "parts. Potential is that of today."
    ) % {
        "months": _months(found, 0),
        "kind": kind,
        "amount": write(found.goal.quantize(Decimal(1))),
    }


def _months(found: Preview, back: int) -> str:
    months = found.ground.spans[back]
    return _("%(first)s to %(last)s") % {"first": months[0].slug, "last": months[-1].slug}
