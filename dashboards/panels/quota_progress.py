"""The rep's quota: how far, how likely, what is missing a day and in deals of their own size."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards import words
from dashboards.core.gap import Gap, gap
from dashboards.core.run_rate import times
from dashboards.core.standing import standing
from dashboards.facts import Question
from dashboards.links import explain
from dashboards.panel import Panel
from ui import formats
from ui.charts.svg import Dashes, HalfCircle
from ui.components import Fact, Link, Status

# With more deals than this a row of marks says nothing.
MOST_MARKS = 24


@dataclass(frozen=True, slots=True)
class QuotaProgress:
    """`arc` and the gap are None without a quota; `hint` says then what is missing."""

    title: str
    status: Status | None
    arc: HalfCircle | None
    facts: tuple[Fact, ...]
    to_go: str
    dots: Dashes | None
    plan: str
    hint: str
    more: Link


def build(question: Question) -> QuotaProgress:
    booked, quota = question.value("won_value"), question.value("quota")
    size, rate = question.usual("deal_value"), question.usual("win_rate")
    left = gap(quota, booked, size.value if size else None, rate.value if rate else None)
    return QuotaProgress(
        _("Quota"),
        _status(question),
        _arc(question),
        _facts(question, booked, quota),
        _to_go(question, left),
        _dots(question, left),
        " ".join(part for part in (_plan(question, left), _leaning(question, left)) if part),
        "" if quota else _("No quota is set for this period."),
        Link(_("How this is calculated"), explain("attainment", question.scope, question.period)),
    )


def _status(question: Question) -> Status | None:
    """By the chance where there is one, else by the pace; of a closed period it is plain."""
    if not question.is_running:
        return None
    by_chance = words.standing_status(standing(question.value("chance_of_quota")))
    return by_chance or words.pace_status(words.pace_of(question))


def _arc(question: Question) -> HalfCircle | None:
    attained = question.value("attainment")
    if attained is None:
        return None
    usual = question.value("expected_share") if question.is_running else None
    said = words.quota_bar(_("Quota"), attained, usual)
    share = formats.percent(attained, 1)
    return HalfCircle(float(attained), said, usual, big=share, small=_("of quota"))


def _facts(question: Question, booked: Decimal | None, quota: Decimal | None) -> tuple[Fact, ...]:
    usual = question.value("expected_share")
    found = [Fact(_("Booked"), formats.money(booked)), Fact(_("Quota"), formats.money(quota))]
    if question.is_running and usual is not None and quota:
        found.append(Fact(_("Usual by today"), formats.money(quota * usual)))
    if not question.is_over and quota:
        found += _ahead(question)
    if booked is None or not quota:
        return tuple(found[:1])
    left = quota - booked
    label = _("To go") if left > 0 else _("Over quota")
    return (*found, Fact(label, formats.money(abs(left)), total=True))


def _ahead(question: Question) -> list[Fact]:
    """The chance, and what each working day that is left has to bring."""
    chance = question.values["chance_of_quota"]
    found = []
    if chance.value is not None:
        note = _("few past periods") if chance.note == "prior" else ""
        found.append(Fact(_("Chance of quota"), formats.percent(chance.value), note))
    needed = question.value("required_run_rate")
    if needed:
        ratio = times(needed, question.won_lately) if question.is_running else None
        said = _("%(times)s the last 90 days") % {"times": formats.times(ratio)} if ratio else ""
        found.append(Fact(_("Needed a working day"), formats.money(needed), said))
    return found


def _to_go(question: Question, left: Gap | None) -> str:
    size = question.usual("deal_value")
    if left is None or not left.deals or size is None or question.is_over:
        return ""
    said = {"n": formats.count(left.deals), "size": formats.money(size.value)}
    if question.yours:
        return (
            ngettext(
                "About %(n)s more deal of your usual size (%(size)s)",
                "About %(n)s more deals of your usual size (%(size)s)",
                left.deals,
            )
            % said
        )
    return (
        ngettext(
            "About %(n)s more deal of the usual size (%(size)s)",
            "About %(n)s more deals of the usual size (%(size)s)",
            left.deals,
        )
        % said
    )


def _dots(question: Question, left: Gap | None) -> Dashes | None:
    won = question.value("won_count")
    if left is None or left.deals is None or won is None or question.is_over:
        return None
    if won + left.deals > MOST_MARKS:
        return None
    n = {"won": formats.count(won), "left": formats.count(left.deals)}
    said = _("Deals won: %(won)s, about %(left)s to go") % n
    return Dashes(int(won), left.deals, said)


def _plan(question: Question, left: Gap | None) -> str:
    rate = question.usual("win_rate")
    if left is None or not left.open_deals or rate is None or question.is_over:
        return ""
    deals = question.open_deals
    said = {
        "rate": formats.percent(rate.value),
        "n": formats.count(left.open_deals),
        "have": formats.count(len(deals)),
        "worth": formats.money(sum((d.value or Decimal(0) for d in deals), Decimal(0))),
    }
    if question.yours:
        return (
            _(
                "You win %(rate)s of your deals, so plan on about %(n)s open ones. "
                "You have %(have)s for this period, worth %(worth)s."
            )
            % said
        )
    return (
        _(
            "%(rate)s of the deals are won, so plan on about %(n)s open ones. "
            "There are %(have)s for this period, worth %(worth)s."
        )
        % said
    )


def _leaning(question: Question, left: Gap | None) -> str:
    """Says when the numbers above are not the person's own alone."""
    used = (question.usual("deal_value"), question.usual("win_rate"))
    if left is None or not left.deals or question.is_over:
        return ""
    if not any(one.leans for one in used if one is not None):
        return ""
    if question.yours:
        return _("You have few closed deals yet, so these figures lean on your team's.")
    return _("With few closed deals yet, these figures lean on the team's.")


PANEL = Panel(build)
