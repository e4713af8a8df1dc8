"""The strip on top: what is, each figure beside its goal, its usual value or its range."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards import words
from dashboards.core.pace import is_behind
from dashboards.core.usual import middle, relative, verdict
from dashboards.facts import Question, number
from dashboards.links import explain
from dashboards.panel import Panel
from ui import formats
from ui.charts.svg import Bullet, Spark
from ui.components import Change, Status, Tile

# Below this amount a rounded thousand is too rough beside the figure.
PRECISE = 10_000


@dataclass(frozen=True, slots=True)
class KeyFigures:
    tiles: tuple[Tile, ...]


def build(question: Question) -> KeyFigures:
    past = question.histories
    return KeyFigures(
        (
            booked(question),
            against_quota(question) if question.is_over else coverage(question),
            win_rate(question, past["win_rate"]),
            sales_cycle(question, past["sales_cycle"]),
            deal_value(question, past["deal_value"]),
            generated(question, past["pipeline_generated"]),
        )
    )


def booked(question: Question) -> Tile:
    value, quota = question.value("won_value"), question.value("quota")
    attained, usual = question.value("attainment"), question.value("expected_share")
    pace = words.pace_of(question)
    said = words.against_usual(attained, usual if question.is_running else None)
    return Tile(
        _("Booked"),
        formats.money(value),
        _("of %(quota)s") % {"quota": formats.money(quota)} if quota else _("no quota"),
        explain("won_value", question.scope, question.period),
        Bullet(
            attained,
            words.quota_bar(_("Booked"), attained, usual),
            usual if question.is_running else None,
            behind=is_behind(pace),
        ),
        Status(pace, said) if said and pace != "none" else Status("normal", said) if said else None,
        _change(question, value),
        _against_words(question),
    )


def coverage(question: Question) -> Tile:
    value, need = question.value("coverage"), question.value("needed_coverage")
    open_value, left = question.value("open_pipeline"), _left(question)
    covered = left is not None and left <= 0
    return Tile(
        _("Pipeline coverage"),
        _("covered") if covered else formats.times(value),
        _("need %(times)s") % {"times": formats.times(need)} if need and not covered else "",
        explain("coverage", question.scope, question.period),
        _coverage_bar(value, need) if not covered else None,
        _coverage_status(open_value, left, need),
        sub=_("%(open)s open, %(left)s to go")
        % {"open": formats.money(open_value), "left": formats.money(left)}
        if open_value is not None and left is not None and left > 0
        else _("%(open)s open") % {"open": formats.money(open_value)}
        if open_value is not None
        else "",
    )


def against_quota(question: Question) -> Tile:
    """What a closed period ended with; coverage means nothing any more."""
    left = _left(question)
    over = None if left is None else -left
    return Tile(
        _("Against quota"),
        formats.money_change(over),
        "",
        explain("gap", question.scope, question.period),
        status=None
        if over is None
        else Status("good", _("Quota reached"))
        if over >= 0
        else Status("warn", _("Quota missed")),
        sub=_("%(share)s of quota") % {"share": formats.percent(question.value("attainment"), 1)}
        if over is not None
        else _("no quota"),
    )


def _left(question: Question) -> Decimal | None:
    quota, value = question.value("quota"), question.value("won_value")
    return None if quota is None or value is None else quota - value


def _coverage_bar(value: Decimal | None, need: Decimal | None) -> Bullet | None:
    """The needed coverage stands at four fifths of the bar."""
    if value is None or not need:
        return None
    said = _("Coverage %(value)s, %(need)s needed") % {
        "value": formats.times(value),
        "need": formats.times(need),
    }
    return Bullet(value / need, said, 1.0, top=1.25, behind=value < need)


def _coverage_status(
    open_value: Decimal | None, left: Decimal | None, need: Decimal | None
) -> Status | None:
    if left is not None and left <= 0:
        return Status("good", _("Quota reached"))
    if open_value is None or left is None or not need:
        return None
    short = left * need - open_value
    if short <= 0:
        return Status("normal", _("Enough"))
    return Status("warn", _("%(money)s too thin") % {"money": formats.money_short(short)})


def win_rate(question: Question, past: list[Decimal | None]) -> Tile:
    found = question.values.get("win_rate")
    won, of = (found.numerator, found.denominator) if found else (None, None)
    return _trend(
        question,
        "win_rate",
        _("Win rate"),
        past,
        "percent",
        "higher",
        _("%(won)s of %(all)s decided") % {"won": formats.count(won), "all": formats.count(of)}
        if of
        else "",
    )


def sales_cycle(question: Question, past: list[Decimal | None]) -> Tile:
    said = _("median of won deals")
    return _trend(question, "sales_cycle", _("Sales cycle"), past, "days", "lower", said)


def deal_value(question: Question, past: list[Decimal | None]) -> Tile:
    found = question.values.get("deal_value")
    n = int(found.n) if found and found.n else 0
    said = ngettext("median of %(n)s deal won", "median of %(n)s deals won", n)
    said = said % {"n": formats.count(n)} if n else ""
    return _trend(question, "deal_value", _("Deal size"), past, "money", "higher", said)


def generated(question: Question, past: list[Decimal | None]) -> Tile:
    said = _("first qualified in the period")
    before = past[:-1] if not question.is_running else []
    label = _("Pipeline generated")
    tile = _trend(question, "pipeline_generated", label, past, "money", "higher", said, before)
    # Two amounts in millions don't fit side by side
    return replace(tile, small="", sub=tile.small or said)


def _trend(
    question: Question,
    slug: str,
    label: str,
    past: list[Decimal | None],
    unit: str,
    better: Any,
    sub: str,
    before: list[Decimal | None] | None = None,
) -> Tile:
    """A figure with its last eight periods; judged only against what these have shown."""
    value = question.value(slug)
    known = past[:-1] if before is None else before
    usual = middle(known)
    begun = question.period.start <= question.today
    judged = verdict(value, known, better, _likely(question, slug)) if known and begun else "none"
    low, high = (formats.show(_edge(past, pick), unit) for pick in (min, max))
    return Tile(
        label,
        formats.count(value) if unit == "days" else formats.show(value, unit),
        _beside(value, usual, unit),
        explain(slug, question.scope, question.period),
        Spark(
            past,
            _("%(name)s over the last periods, from %(low)s to %(high)s")
            % {"name": label, "low": low, "high": high},
            usual,
        ),
        _judged(judged, value, usual),
        sub=sub,
    )


def _beside(value: Decimal | None, usual: Decimal | None, unit: str) -> str:
    """The usual value in small letters, as short as it can be; days get their unit here."""
    if unit == "days" and value is not None:
        said = {"usual": formats.count(usual)}
        if usual is None:
            return ngettext("day", "days", round(value))
        return ngettext("day, usual %(usual)s", "days, usual %(usual)s", round(value)) % said
    if usual is None:
        return ""
    if unit == "money":
        short = formats.money(usual) if usual < PRECISE else formats.money_short(usual)
    else:
        short = formats.percent(usual) if unit == "percent" else formats.count(usual)
    return _("usual %(value)s") % {"value": short}


def _edge(past: list[Decimal | None], pick: Any) -> Decimal | None:
    known = [one for one in past if one is not None]
    return pick(known) if known else None


def _judged(judged: str, value: Decimal | None, usual: Decimal | None) -> Status | None:
    if judged == "none":
        return None
    if judged in ("normal", "few"):
        return Status("normal" if judged == "normal" else "none")
    if value is None or usual is None:
        return Status(judged)
    is_higher = value > usual
    said = _("Higher than usual") if is_higher else _("Lower than usual")
    return Status(judged, said, "chevrons-up" if is_higher else "chevron-down")


def _likely(question: Question, slug: str) -> tuple[Decimal, Decimal] | None:
    """The range of a figure that rests on few cases."""
    found = question.values.get(slug)
    low, high = (number(found.low), number(found.high)) if found else (None, None)
    return None if low is None or high is None else (low, high)


def _change(question: Question, value: Decimal | None) -> Change | None:
    change = relative(value, question.booked_before)
    return None if change is None else Change(formats.change(change), change >= 0)


def _against_words(question: Question) -> str:
    """While the period runs, both are counted up to the same day of it."""
    if _change(question, question.value("won_value")) is None:
        return ""
    years = question.against == question.calendar.year_before(question.period)
    return _("on last year") if years else _("on the period before")


PANEL = Panel(build, strip=True)
