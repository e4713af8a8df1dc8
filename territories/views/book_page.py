"""A person's book of accounts before and after a plan, ready to print; and the appeal about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.forms import Form
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

import teams.facts
from teams.core.scope import Scope
from territories import moving_words as words
from territories.core import books as core
from territories.facts import appeals
from territories.facts import books as facts
from territories.facts.policy import policy
from territories.forms.appeals import AnswerForm, AppealForm
from territories.models import TerritoryModel
from territories.views.own import crumbs, tabs
from ui import formats
from ui.components import Crumb, Link, Todo

# Accounts on the page; the list of hand-overs has the rest.
MOST = 100
# Of those that stay, so many at once.
UNFOLDED = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One measure before and after, beside the peers."""

    label: str
    before: str
    after: str
    difference: str
    peers_before: str
    peers_after: str


class BookPage:
    """The book of `rep` under `model`, as somebody sees it."""

    def __init__(
        self, model: TerritoryModel, rep: Scope, access: Any, given: Mapping[str, Any] | None
    ):
        self.model, self.rep, self.access, self.given = model, rep, access, given
        self.today = teams.facts.today()
        self.is_own = access.rep_id == rep.id

    @cached_property
    def told(self) -> facts.Told:
        return facts.told(self.model.pk, self.rep.id)

    @cached_property
    def counts(self) -> dict[str, int]:
        return facts.counts(self.model.pk, self.rep.id)

    @cached_property
    def appeal(self) -> Any:
        return appeals.of(self.model.pk, self.rep.id)

    @cached_property
    def acts(self) -> dict[str, Form | None]:
        """What may be done now, with its form: appeal, withdraw, answer."""
        if self.appeal is None:
            may = appeals.may_appeal(self.access, self.model, self.rep.id)
            return {"appeal": AppealForm(self._sent("appeal"))} if may else {}
        if appeals.may_answer(self.access, self.appeal):
            return {"answer": AnswerForm(self._sent("answer"))}
        may_withdraw = self.is_own and self.appeal.state == self.appeal.State.OPEN
        return {"withdraw": None} if may_withdraw else {}

    def _sent(self, act: str) -> Mapping[str, Any] | None:
        return self.given if self.given and self.given.get("act") == act else None

    # What is shown ---------------------------------------------------------------------------

    def context(self, request: HttpRequest) -> dict[str, Any]:
        stays = self.staying()
        act, form = next(iter(self.acts.items()), ("", None))
        title = _("My book") if self.is_own else _("The book of %(name)s") % {"name": self.rep.name}
        return {
            "title": title,
            "lede": self.lede(),
            "crumbs": crumbs(request, self.model, Crumb(title)),
            "tabs": tabs(request, self.model, "books"),
            "page_class": "narrow",
            "changes": self.changes(),
            "peers": self.peers(),
            "at": self.told.at,
            "leaves": self.moving("leaves"),
            "comes": self.moving("comes"),
            "stays": stays[:UNFOLDED],
            "more_stays": stays[UNFOLDED:],
            "more": self.more(),
            "appeal": self.appeal,
            "appeal_state": self.appeal and words.appeal_state(self.appeal, self.today),
            "act": act,
            "form": form,
            "promise": self.promise(),
        }

    def lede(self) -> str:
        said = {
            "plan": self.model.name,
            "day": formats.day_long(self.model.starts_on),
            "moves": words.moves(self.counts["leaves"], self.counts["comes"]),
        }
        if self.model.starts_on and self.model.starts_on <= self.today:
            return _("In force since %(day)s (%(plan)s): %(moves)s.") % said
        return _("From %(day)s on (%(plan)s): %(moves)s.") % said

    def changes(self) -> list[Row]:
        found = core.changes(self.told.own, self.told.peers)
        return [self._row(one) for one in found if one.before is not None or one.after is not None]

    def _row(self, one: core.Change) -> Row:
        def said(value: Any) -> str:
            return words.amount(one.measure, value)

        return Row(
            words.measure(one.measure),
            said(one.before),
            said(one.after),
            words.difference(one),
            said(one.peers_before),
            said(one.peers_after),
        )

    def peers(self) -> str:
        n = len(self.told.peers)
        if n < core.LEAST_PEERS:
            return _("There are too few others in the role to compare with.")
        text = ngettext(
            "Others: the average of %(n)s person with a seat in this role.",
            "Others: the average of %(n)s people with a seat in this role.",
            n,
        )
        return text % {"n": formats.count(n)}

    def moving(self, kind: core.Kind) -> list[Todo]:
        lines = facts.moving(self.model.pk, self.rep.id, kind, MOST)
        return [self._moved(line) for line in lines]

    def _moved(self, line: facts.Line) -> Todo:
        said = {"name": line.other, "day": formats.day_long(line.on)}
        if line.kind == "leaves":
            text = _("To %(name)s on %(day)s.") if line.other else _("To an open seat on %(day)s.")
        else:
            text = _("From %(name)s on %(day)s.") if line.other else _("On %(day)s, from nobody.")
        return Todo(
            line.name,
            reverse("territories:hand_over", args=[self.model.pk, line.hand_over]),
            formats.money(line.pipeline),
            f"{text % said} {words.why(line.why)}".strip(),
            "info",
            "arrow-up-right" if line.kind == "leaves" else "arrow-down-left",
        )

    def staying(self) -> list[tuple[str, str, str]]:
        """Name, address and open pipeline."""
        lines = facts.staying(self.model.pk, self.rep.id, MOST)
        return [
            (one.name, reverse("crm:account", args=[one.account_id]), formats.money(one.pipeline))
            for one in lines
        ]

    def more(self) -> Link:
        href = reverse("territories:hand_overs", args=[self.model.pk])
        return Link(_("All hand-overs"), href)

    def promise(self) -> str:
        n = policy().appeal_days
        text = ngettext(
            "You may object once. You get an answer within %(n)s working day.",
            "You may object once. You get an answer within %(n)s working days.",
            n,
        )
        return text % {"n": formats.count(n)}
