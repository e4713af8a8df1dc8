"""Tiles, charts and the table of measures of the balance page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from territories import balance_words as words
from territories import proposal_words as told
from territories.balance_links import accounts, ask
from territories.balancing import Row, Shown
from territories.core.frontier import Point, knee
from territories.core.question import aim_of
from ui import formats
from ui.charts import plane, svg
from ui.components import Status, Tile


def tiles(shown: Shown) -> list[Tile]:
    """How far apart territories are, what moves, and who carries too much."""
    return [*(_spread(shown, metric) for metric in shown.drawn), _moved(shown), _overloaded(shown)]


def _spread(shown: Shown, metric: str) -> Tile:
    now, was = shown.now.balance[metric], shown.was.balance[metric] if shown.was else None
    said = {"measure": words.noun(metric)}
    small = ""
    if was is not None and was.cv is not None:
        small = _("was %(before)s") % {"before": formats.percent(was.cv)}
    most = max([0.2, *(one.cv for one in (now, was) if one and one.cv is not None)])
    label = _("Spread of %(measure)s") % said
    micro = svg.Dumbbell(was.cv if was else None, now.cv, 0, most * 1.1, label)
    return Tile(
        label,
        formats.percent(now.cv),
        small,
        "#measures",
        micro if now.cv is not None else None,
        sub=_("typical distance from the target") if now.cv is not None else _("not known"),
    )


def _moved(shown: Shown) -> Tile:
    metric = shown.metrics[0]
    if not shown.solved or shown.proposal is None:
        unknown = words.unknown(metric, shown.now.balance[metric].unknown)
        above = words.above(shown.loads.above.accounts)
        held = formats.count(shown.now.total)
        return Tile(_("Accounts"), held, sub=". ".join(part for part in (unknown, above) if part))
    taken = sum(move.facts["weights"].get(metric) or 0.0 for move in shown.going)
    total = sum(shown.now.balance[metric].by_seat.values())
    count = sum(move.facts["members"] for move in shown.going)
    change = ngettext("%(n)s account changes territory", "%(n)s accounts change territory", count)
    most = shown.proposal.params["max_moves"]
    return Tile(
        _("%(measure)s moved") % {"measure": words.label(metric)},
        words.amount(metric, taken, "tile"),
        formats.percent(taken / total, 1) if total else "",
        "#moves",
        status=Status("normal", change % {"n": formats.count(count)}),
        sub=told.limit(most) if most is not None else "",
    )


def _overloaded(shown: Shown) -> Tile:
    over = [leaf for leaf in shown.now.over() if leaf in shown.names]
    before = [leaf for leaf in shown.was.over() if leaf in shown.names] if shown.was else None
    small = "" if before is None else _("was %(before)s") % {"before": formats.count(len(before))}
    if not shown.goals:
        return Tile(_("Overloaded territories"), "", sub=_("no goal agreed on yet"))
    most = shown.now.balance[shown.metrics[0]].tolerance
    above = {"most": formats.percent(1 + (most or 0))}
    status = Status("warn", _("Above the agreed goal"))
    if not over:
        status = Status("done", _("None above %(most)s") % above)
    named = words.names([shown.names[leaf] for leaf in (over if before is None else before)])
    sub = _("%(names)s today") % {"names": named} if before and named else named
    return Tile(
        _("Overloaded territories"),
        formats.count(len(over)),
        small,
        "#territories",
        status=status,
        sub=sub,
    )


# Charts -------------------------------------------------------------------------------------------


def middle(shown: Shown, rows: Sequence[Row]) -> Any:
    """None with one measure: nothing to draw against each other."""
    if len(shown.drawn) < 2:
        return None
    first, second = shown.drawn
    movers = [one for row in rows if (one := _mover(shown, row, first, second)) is not None]
    if not movers:
        return None
    tolerance = [shown.now.balance[metric].tolerance for metric in (first, second)]
    box = None
    if all(tolerance):
        box = plane.Box(_("Balanced"), 100 * (tolerance[0] or 0), 100 * (tolerance[1] or 0))
    titles = [_("%(measure)s, target = 100") % {"measure": words.label(m)} for m in shown.drawn]
    table = [(row.name, *_pairs(row)) for row in rows]
    return plane.middle(
        "middle-plane",
        middle_title(shown),
        movers=movers,
        titles=(titles[0], titles[1]),
        box=box,
        heads=[_("Territory"), *_pair_heads(shown)],
        rows=table,
    )


def middle_title(shown: Shown) -> str:
    return _("Every territory moves to the middle") if shown.was else _("Where territories are")


def _mover(shown: Shown, row: Row, first: str, second: str) -> plane.Mover | None:
    now = shown.now.index(first, row.leaf), shown.now.index(second, row.leaf)
    was = None
    if shown.was:
        was = shown.was.index(first, row.leaf), shown.was.index(second, row.leaf)
    if None in now:
        return None
    said = {"name": row.name, "x": words.index(now[0]), "y": words.index(now[1])}
    said |= {"first": words.noun(first), "second": words.noun(second)}
    text = _("%(name)s: %(first)s %(x)s, %(second)s %(y)s") % said
    return plane.Mover(row.name, None if was is None or None in was else was, now, text, row.href)


def _pairs(row: Row) -> list[str]:
    return [text for cell in row.cells[:2] for text in (cell.index, cell.before)]


def _pair_heads(shown: Shown) -> list[str]:
    heads = []
    for metric in shown.drawn:
        said = {"measure": words.label(metric)}
        heads += [words.label(metric), _("%(measure)s before") % said]
    return heads


def frontier(shown: Shown) -> Any:
    """What each further move buys; None before there are three points."""
    if shown.proposal is None or len(shown.proposal.frontier) < 2:
        return None
    points = [Point(**one) for one in shown.proposal.frontier]
    bend = knee(points)
    here = shown.proposal.result.get("moves", len(shown.moves))
    stops = [_stop(shown, point, bend, here) for point in points]
    far = aim(shown) == "cost"
    title = _("Average way, km") if far else _("Average distance from target")
    form: Any = formats.count if far else formats.percent
    table = [
        (formats.count(p.moves), form(_left(shown, p), 1), formats.percent(p.worst, 1))
        for p in points
    ]
    return plane.frontier(
        "frontier-curve",
        told.bend(bend, points),
        stops=stops,
        titles=(_("Moves"), title),
        knee=_("Knee"),
        form=form,
        heads=[_("Moves"), title, _("Largest distance from target")],
        rows=table,
    )


def _stop(shown: Shown, point: Point, bend: Point | None, here: int) -> plane.Stop:
    assert shown.proposal is not None
    kind = "knee" if point == bend else "here" if point.moves == here else ""
    said = told.point(point, shown.proposal.result["accounts"])
    return plane.Stop(point.moves, _left(shown, point), said, take(shown, point.moves), kind)


def _left(shown: Shown, point: Point) -> float:
    """The height of a point: parts of a target, or kilometres of an account."""
    assert shown.proposal is not None
    return point.off if point.km is None else point.km / shown.proposal.result["accounts"]


def aim(shown: Shown) -> str:
    """What the points of the frontier are the best of."""
    return aim_of(shown.proposal.params) if shown.proposal else "balance"


def take(shown: Shown, moves: int) -> str:
    """The form for the proposal of a point, ready to be asked."""
    assert shown.proposal is not None
    within = shown.within.slug if shown.within else ""
    return ask(shown.model.pk, within=within, after=shown.proposal.number, point=moves)


@dataclass(frozen=True, slots=True)
class Measured:
    """A line of the table of measures; texts, with the value before behind it where there is
    one."""

    label: str
    formula: str
    tolerance: str
    worst: str
    href: str
    where: str
    cv: str
    gini: str
    ratio: str
    unknown: str


def measures(shown: Shown) -> list[Measured]:
    return [_measured(shown, metric) for metric in shown.metrics]


def _measured(shown: Shown, metric: str) -> Measured:
    now, was = shown.now.balance[metric], shown.was.balance[metric] if shown.was else None
    off = {leaf: abs(d) for leaf, d in now.deviations.items() if d is not None}
    worst = max(off, key=lambda leaf: off[leaf]) if off else ""

    def both(name: str, write: Any) -> str:
        value, before = getattr(now, name), getattr(was, name) if was else None
        return words.now_and_before(write(value), write(before) if was else "")

    return Measured(
        words.label(metric),
        words.formula(metric),
        formats.percent(now.tolerance),
        both("max_deviation", formats.percent),
        accounts(shown.model.pk, shown.slugs[worst]) if worst in shown.slugs else "",
        shown.names.get(worst, ""),
        both("cv", lambda value: formats.percent(value, 1)),
        both("gini", lambda value: formats.count(value, 3)),
        both("max_min_ratio", lambda value: formats.times(value, 2)),
        words.unknown(metric, now.unknown),
    )


def takes(shown: Shown) -> list[tuple[str, str, bool]]:
    """The points of the frontier as links, with the knee marked."""
    points = [Point(**one) for one in shown.proposal.frontier] if shown.proposal else []
    bend = knee(points)
    accounts = shown.proposal.result["accounts"] if shown.proposal else 0
    return [(told.point(p, accounts), take(shown, p.moves), p == bend) for p in points if p.moves]
