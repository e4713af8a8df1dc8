"""Share a line's figure out to the lines below it by a method, and take that back as a whole."""

from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.services import log
from planning import words
from planning.core.allocation import METHODS, Problem
from planning.facts import basis
from planning.facts import lines as facts
from planning.facts.allocation import Inputs, shared
from planning.models import QuotaLine, QuotaPlan
from planning.services.gate import drafted, one_act
from planning.services.lines.figures import locked, text, write
from teams.services.refused import Refused

NAMED = 3  # so many names stand in a sentence


def allocate(*, by: Any, line: QuotaLine, inputs: Inputs, edits: int | None = None) -> QuotaLine:
    """Store what the method gives; locked lines keep theirs. Refused when it can't answer or, with
    `edits`, when the plan changed since that count was read. Said again, it changes nothing."""
    if inputs.method not in METHODS:
        raise Refused(_("There is no such method."))
    with one_act():
        plan = drafted(line.goal.plan_id)
        _refuse_changed(plan, edits)
        row = locked(line.pk)
        ground = basis.ground(row.goal, inputs.ratios)
        amounts, problems = shared(ground, row, inputs, words.quantum(row.goal.measure))
        if problems:
            raise Refused(" ".join(said(one, ground.rows) for one in problems))
        rows = list(QuotaLine.objects.select_for_update().filter(pk__in=amounts))
        before = {one.pk: one.planned for one in rows}
        label = _(METHODS[inputs.method].label)
        changed = write(by, rows, amounts, why=_("By method: %(method)s") % {"method": label})
        if changed:
            _keep(row, inputs, before, amounts)
            after = {"method": inputs.method, "figures": changed}
            log(by=by, act="allocate", obj=row, after=after)
    return row


def take_back(*, by: Any, line: QuotaLine) -> QuotaLine:
    """All figures as they were before the last allocation, unless one was changed since."""
    with one_act():
        drafted(line.goal.plan_id)
        row = locked(line.pk)
        kept = row.method_inputs.get("undo")
        if not kept:
            raise Refused(_("There is no allocation to take back."))
        rows = list(
            QuotaLine.objects.select_for_update(of=("self",))
            .select_related("team", "territory", "rep")
            .filter(goal=row.goal_id, pk__in=map(int, kept))
        )
        _refuse_touched(rows, kept)
        figures = {one.pk: facts.amount(kept[str(one.pk)][0]) for one in rows}
        n = write(by, rows, figures, why=_("Allocation taken back"))
        row.method, row.method_inputs = "", {}
        row.version += 1
        row.save(update_fields=["method", "method_inputs", "version"])
        log(by=by, act="take back allocation", obj=row, after={"figures": n})
    return row


def _keep(row: QuotaLine, inputs: Inputs, before: Any, amounts: Any) -> None:
    """The method with what was said, and the figures of both sides, so that it can be undone."""
    undo = {str(pk): [text(before[pk]), text(amounts[pk])] for pk in amounts}
    row.method, row.method_inputs = inputs.method, inputs.stored() | {"undo": undo}
    row.version += 1
    row.save(update_fields=["method", "method_inputs", "version"])


def _refuse_changed(plan: QuotaPlan, edits: int | None) -> None:
    """`drafted` has counted this edit already."""
    if edits is not None and edits != plan.edits - 1:
        raise Refused(_("Somebody changed the plan since you looked. Look at the preview again."))


def _refuse_touched(rows: list[QuotaLine], kept: dict[str, list[str]]) -> None:
    names = [
        facts.name_of(one) for one in rows if one.planned != facts.amount(kept[str(one.pk)][1])
    ]
    if len(rows) < len(kept) or names:
        raise Refused(
            _("Figures were changed since (%(names)s), so it can't be taken back as a whole.")
            % {"names": _some(names) or _("a line is gone")}
        )


def said(problem: Problem, rows: Any) -> str:
    """A problem in the reader's language, with the names of whom it is about."""
    names = [facts.name_of(rows[pk]) for pk in problem.ids if pk in rows]
    return f"{_(problem.text)} ({_some(names)})" if names else _(problem.text)


def _some(names: list[str]) -> str:
    more = len(names) - NAMED
    if more <= 0:
        return get_text_list(names, _("and"))
    told = ngettext("%(n)s more", "%(n)s more", more) % {"n": more}
    return get_text_list([*names[:NAMED], told], _("and"))
