"""What managers say that their people can reach: beside the planned figure, never over it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

import teams.facts
from audit.services import log
from planning.facts import lines as facts
from planning.models import QuotaLine, QuotaPlan
from planning.services.gate import drafted, one_act
from planning.services.lines.figures import PROPOSED, text, write
from teams.services.refused import Refused


@dataclass(frozen=True, slots=True)
class Said:
    """An amount (None takes the proposal back) and the reason. With `version`, only if nobody else
    said something of the line since that version was read."""

    amount: Decimal | None
    why: str = ""
    version: int | None = None


def propose(
    *, by: Any, line: QuotaLine, amount: Decimal | None, why: str = "", access: Any = None
) -> QuotaLine:
    """Propose for one line. With `access`, only for people and teams that it sees."""
    propose_many(by=by, plan=line.goal.plan, said={line.pk: Said(amount, why)}, access=access)
    return QuotaLine.objects.get(pk=line.pk)


def propose_many(*, by: Any, plan: QuotaPlan, said: Mapping[int, Said], access: Any = None) -> int:
    """Propose for several lines of a draft that asks for it; how many were different."""
    with one_act():
        row = drafted(plan.pk)
        _refuse_unasked(row, access)
        rows = list(facts.lines(row, access).filter(pk__in=said).select_for_update(of=("self",)))
        if len(rows) < len(said):
            raise Refused(_("You propose for your own teams and people only."))
        asked = [one for one in rows if _differs(one, said[one.pk])]
        for one in asked:
            _refuse_stale(one, said[one.pk].version)
        return sum(_store(by, one, said[one.pk]) for one in asked)


def _store(by: Any, line: QuotaLine, said: Said) -> int:
    why = said.why.strip()
    if said.amount is not None and not why:
        raise Refused(
            _("Say why you propose %(amount)s for %(name)s.")
            % {"amount": text(said.amount), "name": facts.name_of(line)}
        )
    before = line.proposed
    line.proposed_why = why if said.amount is not None else ""
    line.proposed_by = by if said.amount is not None else None
    line.proposed_at = timezone.now() if said.amount is not None else None
    n = write(by, [line], {line.pk: said.amount}, why=why, column=PROPOSED)
    if not n:  # another reason for the same amount
        line.version += 1
        line.save(update_fields=["proposed_why", "proposed_by", "proposed_at", "version"])
    change = {"before": {"proposed": text(before)}, "after": {"proposed": text(said.amount)}}
    log(by=by, act="propose", obj=line, reason=why, **change)
    return 1


def _refuse_stale(line: QuotaLine, version: int | None) -> None:
    if version is not None and version != line.version:
        known = {"name": facts.name_of(line), "amount": text(line.proposed) or _("nothing")}
        raise Refused(
            _(
                "Somebody changed the line of %(name)s since you read it; %(amount)s is proposed"
                " now. Open the page again and say yours."
            )
            % known
        )


def _differs(line: QuotaLine, said: Said) -> bool:
    if said.amount is None:
        return line.proposed is not None
    return (line.proposed, line.proposed_why) != (said.amount, said.why.strip())


def _refuse_unasked(plan: QuotaPlan, access: Any) -> None:
    """Those who edit plans may note a proposal at any time."""
    if access is None or access.may("plan"):
        return
    if plan.proposals_by is None:
        raise Refused(_("“%(name)s” does not ask for proposals.") % {"name": plan.name})
    if plan.proposals_by < teams.facts.today():
        raise Refused(_("The day for proposals is over. Ask who makes the plan."))
