"""The five fields of a leak in words: where, how much, likely cause, action, check date."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

import teams.facts
from operations.core.effect import Effect
from ui import formats


def kinds() -> dict[str, str]:
    return {
        "leak": _("More deals are lost"),
        "stall": _("Deals stay longer"),
        "regress": _("More deals go back"),
        "skip": _("The stage is skipped more often"),
    }


def where(found: Any) -> str:
    """Stage, team (or the company), segment."""
    place = found.team.name if found.team else teams.facts.company().name
    parts = [found.stage.name, place, found.segment]
    return " · ".join(part for part in parts if part)


def figure(found: Any, value: float | None) -> str:
    if value is None:
        return _("not known")
    if found.kind == "stall":
        return _("%(n)s days") % {"n": formats.count(Decimal(str(value)), 1)}
    return formats.percent(Decimal(str(value)))


def change(found: Any) -> str:
    """What it is now and was before, over how many cases."""
    said = {
        "now": figure(found, found.now),
        "before": figure(found, found.before),
        "bad": formats.count(found.bad),
        "cases": formats.count(found.cases),
        "slow": formats.count(found.slow),
    }
    texts = {
        "leak": _("%(now)s are lost, usual are %(before)s: %(bad)s of %(cases)s deals."),
        "stall": _(
            "%(now)s on average, usual are %(before)s; %(bad)s of %(cases)s visits go on for more "
            "than %(slow)s days."
        ),
        "regress": _("%(now)s go back, usual are %(before)s: %(bad)s of %(cases)s moves."),
        "skip": _("%(now)s skip it, usual are %(before)s: %(bad)s of %(cases)s deals."),
    }
    return texts[found.kind] % said


def how_much(found: Any) -> str:
    """The cautious end first: it is what the list is sorted by."""
    if found.money_low is None:
        return _("No sum")
    return formats.money(found.money_low)


def money_range(found: Any) -> str:
    if found.money_low is None:
        return no_money(found)
    said = {
        "low": formats.money(found.money_low),
        "middle": formats.money(found.money),
        "high": formats.money(found.money_high),
    }
    return _("%(low)s to %(high)s in 13 weeks, most likely %(middle)s.") % said


def money(found: Any) -> str:
    """The range; or that there is no sum, and why."""
    if found.money_low is None:
        return f"{how_much(found)}. {no_money(found)}"
    return money_range(found)


def no_money(found: Any) -> str:
    """Why no sum is put on it: better none than one that only looks like knowledge."""
    texts = {
        "regress": _(
            "A deal that goes back loses time, and perhaps it was weaker before; records "
            "of single visits do not tell the two apart."
        ),
        "skip": _(
            "Skipping saves time, and deals that skip are not like those that do not. "
            "Whether it costs wins can't be told from it."
        ),
    }
    return texts.get(found.kind, _("These deals have no value."))


def cause(found: Any) -> str:
    share = formats.percent(Decimal(str(found.cause_share))) if found.cause_share else ""
    before = formats.percent(Decimal(str(found.cause_share_before or 0)))
    said = {"reason": found.cause_about, "share": share, "before": before}
    texts = {
        "reason": _("“%(reason)s” is the reason of %(share)s of the losses, it was %(before)s."),
        "unreasoned": _("%(share)s of the losses have no reason, it was %(before)s: ask for it."),
        "no_next_step": _("%(share)s of the deals that stay have no next step planned."),
    }
    return texts.get(found.cause, _("The records name no single cause.")) % said


def suggestion(found: Any) -> str:
    """What one usually does first about this kind of trouble."""
    if found.cause == "no_next_step":
        return _("Plan a next step, or close, each deal that waits")
    if found.cause == "reason":
        return _("Talk through the deals lost for “%(reason)s”") % {"reason": found.cause_about}
    texts = {
        "leak": _("Read the lost deals together and agree on what to do differently"),
        "stall": _("Go through the deals that wait, one by one"),
        "regress": _("Agree on what a deal needs before it enters the next stage"),
        "skip": _("Agree whether the stage is needed, and for which deals"),
    }
    return texts[found.kind]


def days(found: Any) -> str:
    said = {
        "from": formats.day(found.now_from),
        "to": formats.day(found.now_to - timedelta(1)),
        "base": formats.day(found.base_from),
        "days": formats.count(found.horizon),
    }
    if found.kind == "stall":
        return _("Entered from %(from)s until %(to)s, against entries since %(base)s.") % said
    return (
        _(
            "Entered from %(from)s until %(to)s, against entries since %(base)s; each judged after "
            "%(days)s days."
        )
        % said
    )


def verdict(action: Any, found: Effect) -> str:
    """What may be said, and what not."""
    if action.cancelled_on:
        cancelled = {"day": formats.day_long(action.cancelled_on), "why": action.cancelled_because}
        return _("Cancelled on %(day)s: %(why)s") % cancelled
    said = {
        "before": figure(action.bottleneck, action.before),
        "after": figure(action.bottleneck, action.after),
        "cases": formats.count(action.after_cases),
        "day": formats.day_long(action.check_on),
    }
    if found.verdict == "few":
        if action.judged_on:
            return _("It can't be told: only %(cases)s cases since then.") % said
        return _("Too early: %(cases)s cases so far. To be checked on %(day)s.") % said
    texts = {
        "better": _("Better: %(after)s after %(before)s, more than chance explains."),
        "worse": _("Worse: %(after)s after %(before)s, more than chance explains."),
        "same": _("No difference that chance could not explain: %(after)s after %(before)s."),
    }
    return texts[found.verdict] % said


def verdict_range(action: Any, found: Effect) -> str:
    if found.low is None or found.high is None or action.cancelled_on:
        return ""
    if action.bottleneck.kind == "stall":
        low, high = (
            formats.signed(Decimal(str(round(one, 1))), 1) for one in (found.low, found.high)
        )
        return _("%(low)s to %(high)s days (90%% interval)") % {"low": low, "high": high}
    low, high = (formats.points(Decimal(str(one))) for one in (found.low, found.high))
    return _("%(low)s to %(high)s (90%% interval)") % {"low": low, "high": high}
