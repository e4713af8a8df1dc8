"""The parts of a funnel as rows: segments, sources, products, teams and people."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

import teams.facts
from forecasting.tables.funnel import Figure, View, share, sizes
from kpis.core.funnel.parts import OTHERS
from kpis.facts import funnel as facts
from kpis.facts import person_funnel
from kpis.facts.funnel import Step
from ui import formats, links


@dataclass(frozen=True, slots=True)
class PartRow:
    """A segment, source, product, team or person: how many entered, and the share that moved on
    from each stage."""

    name: str
    href: str
    entered: Figure
    shares: tuple[Figure, ...]
    won: Figure
    leak: str


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    steps: list[Step]
    key: str = ""
    scope: Any = None


def parts(view: View) -> list[Part]:
    """The segments, sources or products; or teams and people below whom the reader sees."""
    ask = view.ask
    if view.dim == "who":
        seen = [
            one
            for one in teams.facts.children(ask.scope, ask.period.start, ask.period.end)
            if ask.access.sees_scope(one, ask.period.start, ask.period.end)
        ]
        found = facts.funnels(seen, ask.period, view.basis)
        made = [Part(str(one), found[one.key], scope=one) for one in seen]
        made.sort(key=lambda part: -part.steps[0].entered if part.steps else 0)
        return [part for part in made if any(s.entered or s.leaks for s in part.steps)]
    if not view.dim:
        return []
    found = (
        person_funnel.parts(ask.scope.id, ask.period, view.basis, view.dim)
        if ask.scope.kind == "rep"
        else facts.parts(ask.scope, ask.period, view.basis, view.dim)
    )
    return [Part(_name(key), steps, key) for key, steps in found.items()]


def _name(key: str) -> str:
    return {OTHERS: _("Others"), "": _("Not known")}.get(key, key)


def part_rows(view: View, found: Iterable[Part]) -> list[PartRow]:
    return [_part_row(view, part) for part in found]


def _part_row(view: View, part: Part) -> PartRow:
    dim = view.dim if part.scope is None else ""
    form = formats.thousands if view.by_value else formats.count

    def figure(step: Step, kind: str, size: Any) -> Figure:
        href = view.href(step, kind, dim, part.key, part.scope) if size else ""
        return Figure(form(size), href)

    first, last = part.steps[0], part.steps[-1]
    return PartRow(
        part.name,
        links.changed(view.ask.params, scope=part.scope.key, of=None) if part.scope else "",
        figure(first, "entered", sizes(view, first)[0]),
        tuple(share(view, step) for step in part.steps),
        figure(last, "passed", sizes(view, last)[1]),
        formats.thousands(sum((s.leak_value for s in part.steps), Decimal(0))),
    )
