"""The moves of a proposal as rows, with what somebody may know of each, and what they picked."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

import crm.facts
from territories import balance_words as words
from territories import place_words
from territories import proposal_words as told
from territories.balancing import Shown
from territories.models import Proposal, ProposedMove
from ui import formats
from ui.components import Tag

Decision = ProposedMove.Decision
PER_PAGE = 100
ALL = "all"
TAGS = {
    Decision.ACCEPTED: ("good", "check"),
    Decision.HELD: ("", "clock"),
    Decision.DECLINED: ("", "x"),
}


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A move, ready to print. `tag` is None while it is to be decided."""

    pk: int
    name: str
    href: str
    members: str
    source: str
    source_held: str
    target: str
    target_held: str
    amounts: tuple[str, ...]
    deals: str
    why: str
    decision: str
    tag: Tag | None
    note: str


@dataclass(frozen=True)
class MoveRows:
    """`access` decides whether amounts of an account are shown: a manager knows those of their
    people."""

    shown: Shown
    access: Any
    holders: Mapping[str, str]
    number: str = "1"

    @cached_property
    def proposal(self) -> Proposal:
        assert self.shown.proposal is not None
        return self.shown.proposal

    @cached_property
    def metrics(self) -> list[str]:
        """Potential and workload where known, else what the proposal was about."""
        known = self.shown.moves[0].facts["weights"] if self.shown.moves else {}
        return [metric for metric in ("potential", "workload") if metric in known]

    @cached_property
    def heads(self) -> list[str]:
        return [words.head(metric) for metric in self.metrics]

    @cached_property
    def counts(self) -> str:
        """6 accepted, 1 held, 1 to decide."""
        return told.decisions(Counter(move.decision for move in self.shown.moves))

    @cached_property
    def open(self) -> int:
        return sum(move.decision == Decision.OPEN for move in self.shown.moves)

    @cached_property
    def page(self) -> Any:
        """The page of moves that is looked at."""
        return Paginator(self.shown.moves, PER_PAGE).get_page(self.number)

    def __iter__(self) -> Any:
        here = self._all().filter(pk__in=[move.pk for move in self.page])
        return (self._row(move) for move in here)

    @property
    def others(self) -> list[tuple[str, str, bool]]:
        """The pages, where there are several."""
        pages = self.page.paginator.num_pages
        return [] if pages == 1 else [
            (formats.count(n), f"?page={n}#moves", n == self.page.number)
            for n in range(1, pages + 1)
        ]  # fmt: skip

    def _row(self, move: ProposedMove) -> MoveRow:
        sees = self._sees(move)
        source = move.source.name if move.source else ""
        return MoveRow(
            move.pk,
            move.account.name,
            reverse("crm:account", args=[move.account_id]) if sees else "",
            told.members(move.facts["members"]),
            source,
            self.holders.get(str(move.source_id), ""),
            move.target.name,
            self.holders.get(str(move.target_id), ""),
            tuple(self._amount(move, metric, sees) for metric in self.metrics),
            told.deals(move.facts),
            told.why(move.facts, source, move.target.name),
            move.decision,
            _tag(move),
            move.facts.get("note", ""),
        )

    def _sees(self, move: ProposedMove) -> bool:
        seen = self.access.rep_ids
        return seen is None or move.facts["owner"] in seen

    def _amount(self, move: ProposedMove, metric: str, sees: bool) -> str:
        weight = move.facts["weights"].get(metric)
        return words.amount(metric, weight) if sees and weight is not None else ""

    def sheet(self) -> tuple[list[str], Any]:
        heads = [_("Account"), _("CRM id"), _("From"), _("To")]
        heads += [words.label(metric) for metric in self.metrics]
        heads += [_("Open deals"), _("Why"), _("Decision"), _("Note")]
        return heads, (self._line(move) for move in self._all().iterator(2000))

    def _all(self) -> Any:
        return self.proposal.moves.select_related("account", "source", "target")

    def _line(self, move: ProposedMove) -> list[Any]:
        source, sees = move.source.name if move.source else "", self._sees(move)
        weights = [move.facts["weights"].get(m) if sees else None for m in self.metrics]
        why = told.why(move.facts, source, move.target.name)
        said = Decision(move.decision).label
        account = move.account
        return [account.name, account.external_id, source, move.target.name, *weights,
                move.facts["deals"], why, said, move.facts.get("note", "")]  # fmt: skip


def _tag(move: ProposedMove) -> Tag | None:
    if move.decision == Decision.OPEN:
        return None
    tone, icon = TAGS[Decision(move.decision)]
    return Tag(str(Decision(move.decision).label), tone, icon)  # type: ignore[arg-type]


def picked(proposal: Proposal, posted: Any) -> tuple[str, list[int]]:
    """The decision, and the moves that it is about: `one=accepted:17`, or `do=accepted` with the
    ticked `move`s, or `all=accepted` for those that are open."""
    if one := posted.get("one"):
        decision, _colon, pk = one.partition(":")
        moves = [int(pk)] if pk.isdecimal() else []
    elif decision := posted.get(ALL, ""):
        moves = list(proposal.moves.filter(decision=Decision.OPEN).values_list("pk", flat=True))
    else:
        decision = posted.get("do", "")
        moves = [int(pk) for pk in posted.getlist("move") if pk.isdecimal()]
    return (decision, moves) if decision in Decision.values else (Decision.OPEN, [])


def account_names(proposal: Proposal) -> dict[str, str]:
    """Names of accounts and places that stand in the way, by id as text."""
    units = {unit for blocker in proposal.result["blockers"] for unit in blocker["units"][:3]}
    named = {one: place_words.name(one) for one in units if not one.isdecimal()}
    if ids := [int(one) for one in units - named.keys()]:
        rows = crm.facts.accounts().filter(pk__in=ids)
        named |= {str(pk): name for pk, name in rows.values_list("pk", "name")}
    return named
