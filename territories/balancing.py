"""The balance of a part of a model, ready to print: today in the draft, or with a proposal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from territories import balance_words as words
from territories.balance_links import accounts
from territories.facts import standing
from territories.facts.loads import Loads, loads_of
from territories.facts.parts import Part, part_of
from territories.facts.standing import Standing
from territories.models import BalanceGoal, PlannedTerritory, Proposal, ProposedMove, TerritoryModel
from ui.charts import svg

Decision = ProposedMove.Decision


@dataclass(frozen=True)
class Shown:
    """What the page is about. `was` is None without a proposal; a proposal without an answer shows
    the model as it stood when it was asked."""

    model: TerritoryModel
    within: PlannedTerritory | None
    proposal: Proposal | None = None

    @cached_property
    def part(self) -> Part:
        return part_of(self.model, self.within)

    @cached_property
    def loads(self) -> Loads:
        return loads_of(self.part)

    @property
    def placed(self) -> bool:
        """Whether the rules ran, although nothing may be summed up yet."""
        return self.model.placements.exists()

    @cached_property
    def goals(self) -> list[BalanceGoal]:
        return list(self.model.goals.select_related("by"))

    @cached_property
    def moves(self) -> list[ProposedMove]:
        return list(self.proposal.moves.all()) if self.proposal else []

    @cached_property
    def declined(self) -> list[ProposedMove]:
        return [move for move in self.moves if move.decision == Decision.DECLINED]

    @cached_property
    def going(self) -> list[ProposedMove]:
        """Moves that nobody declined."""
        return [move for move in self.moves if move.decision != Decision.DECLINED]

    @property
    def solved(self) -> bool:
        return bool(self.proposal and self.proposal.result["after"])

    @cached_property
    def now(self) -> Standing:
        if self.proposal is None:
            return standing.today(self.part, self.loads, standing.tolerances(self.goals))
        if not self.solved:
            return standing.before(self.proposal)
        return standing.after(self.proposal, self.declined)

    @cached_property
    def was(self) -> Standing | None:
        return standing.before(self.proposal) if self.proposal and self.solved else None

    @cached_property
    def names(self) -> dict[str, str]:
        """By id as text; a territory that was taken out of the draft since keeps no name."""
        return {str(leaf.id): leaf.name for leaf in self.part.leaves}

    @property
    def slugs(self) -> dict[str, str]:
        return {str(leaf.id): leaf.slug for leaf in self.part.leaves}

    @property
    def metrics(self) -> list[str]:
        return list(self.now.balance)

    @property
    def drawn(self) -> list[str]:
        """The two measures with drawings of their own."""
        return self.metrics[:2]


@dataclass(frozen=True, slots=True)
class Cell:
    """One measure of a territory: `load` is text, `index` and `before` are on target at 100."""

    load: str
    index: str
    before: str
    bar: Any


@dataclass(frozen=True, slots=True)
class Row:
    """A territory. `change` is how many accounts come or go."""

    leaf: str
    name: str
    href: str
    holders: str
    target: str
    accounts: int
    change: int | None
    cells: tuple[Cell, ...]


def rows(shown: Shown, holders: Mapping[str, str]) -> list[Row]:
    """Those that carried most first, in the leading measure."""
    lead, first = shown.metrics[0], shown.was or shown.now
    here = [leaf for leaf in first.accounts if leaf in shown.names]
    ordered = sorted(here, key=lambda leaf: (-(first.index(lead, leaf) or 0), shown.names[leaf]))
    ends = {metric: _ends(shown, metric, here) for metric in shown.metrics}
    return [_row(shown, leaf, holders.get(leaf, ""), ends) for leaf in ordered]


def _row(shown: Shown, leaf: str, holders: str, ends: Mapping[str, tuple[float, float]]) -> Row:
    was, held = shown.was, shown.now.accounts[leaf]
    return Row(
        leaf,
        shown.names[leaf],
        accounts(shown.model.pk, shown.slugs[leaf]),
        holders,
        words.share(shown.now, leaf, shown.metrics[0]),
        held,
        held - was.accounts.get(leaf, 0) if was else None,
        tuple(_cell(shown, metric, leaf, ends[metric]) for metric in shown.metrics),
    )


def _cell(shown: Shown, metric: str, leaf: str, ends: tuple[float, float]) -> Cell:
    now = shown.now.index(metric, leaf)
    was = shown.was.index(metric, leaf) if shown.was else None
    said = {"name": shown.names[leaf], "measure": words.noun(metric)}
    bar = svg.Dumbbell(was, now, *ends, words.spoken(said, was, now), 100)
    load = words.amount(metric, shown.now.load(metric, leaf))
    return Cell(load, words.index(now), words.index(was), bar)


def _ends(shown: Shown, metric: str, leaves: Sequence[str]) -> tuple[float, float]:
    """A common axis around 100, in whole tens."""
    sides = [side for side in (shown.now, shown.was) if side is not None]
    known = [i for side in sides for leaf in leaves if (i := side.index(metric, leaf)) is not None]
    far = max([abs(i - 100) for i in known] or [0.0])
    reach = max(10.0, 10 * -(-far // 10))
    return max(0.0, 100 - reach), 100 + reach


def heads(shown: Shown) -> list[tuple[str, str, str]]:
    """Over the columns of each measure: the drawing with its axis, the amount with its unit, and
    what the index is of."""
    leaves = [leaf for leaf in shown.now.accounts if leaf in shown.names]
    found: list[tuple[str, str, str]] = []
    for metric in shown.metrics:
        low, high = _ends(shown, metric, leaves)
        said = {"measure": words.label(metric), "low": round(low), "high": round(high)}
        drawing = _("%(measure)s, %(low)s to %(high)s") % said
        index = _("%(measure)s, index") % said
        found.append((drawing, words.head(metric), index))
    return found


def sheet(shown: Shown, holders: Mapping[str, str]) -> tuple[list[str], list[list[Any]]]:
    """The table of territories as a file has it."""
    was = shown.was
    titles = [_("Territory"), _("Short name"), _("Held by"), _("Accounts")]
    titles += [_("Accounts before")] if was else []
    for metric in shown.metrics:
        titles += [words.label(metric), _("%(measure)s, index") % {"measure": words.label(metric)}]
        if was:
            said = {"measure": words.label(metric)}
            titles += [_("%(measure)s before") % said, _("%(measure)s before, index") % said]
    lines = []
    for row in rows(shown, holders):
        line = [row.name, shown.slugs[row.leaf], row.holders, row.accounts]
        line += [was.accounts.get(row.leaf, 0)] if was else []
        for metric in shown.metrics:
            for side in (shown.now, was) if was else (shown.now,):
                line += [side.load(metric, row.leaf), side.index(metric, row.leaf)]
        lines.append(line)
    return titles, lines
