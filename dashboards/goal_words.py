"""Goals that are missing or do not fit together, as lines that lead to where they are mended."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.facts import Question
from dashboards.facts.goals import Goals
from dashboards.links import explain, scope_page
from quotas.facts import Aim, measures
from teams.core.scope import Scope
from ui import formats
from ui.components import Todo
from ui.period_picker import title

NAMES_SHOWN = 3
MONEY = ("revenue", "margin", "recurring")


def aim_name(aim: Aim) -> str:
    """What is counted; empty for all revenue."""
    narrowed = [part for part in (aim.product_family, aim.segment) if part]
    measure = "" if aim.measure == "revenue" and not narrowed else dict(measures())[aim.measure]
    return " · ".join(part for part in (measure, *narrowed) if part)


def amount(aim: Aim, value: Decimal | None, *, signed: bool = False) -> str:
    """Money, or a count."""
    if aim.measure in MONEY:
        return formats.money_change(value) if signed else formats.money(value)
    return formats.signed(value) if signed else formats.count(value)


def unknown(aim: Aim) -> str:
    """Why what was reached of it is not known."""
    said = {
        "margin": _("not known: a line has no unit cost"),
        "recurring": _("not known: a product or its term is not described"),
    }
    return said.get(aim.measure, _("not known"))


def todos(question: Question, found: Goals) -> list[Todo]:
    """Teams without a goal, people without one, then sums that fall short, the most money first."""
    lines = [_bare(question, one) for one in found.bare]
    if found.without:
        lines.append(_without(question, found.without))
    short = sorted(found.short, key=lambda one: -one[1])
    return [*lines, *(_short(question, *one) for one in short)]


def _bare(question: Question, team: Scope) -> Todo:
    return Todo(
        _("%(name)s has no team goal") % {"name": team.name},
        scope_page(team, question.query),
        "",
        _("Without a goal for %(period)s nobody sees whether the team is on its way.")
        % {"period": title(question.period)},
        "warn",
        "target",
    )


def _without(question: Question, people: tuple[Scope, ...]) -> Todo:
    n = len(people)
    said = ngettext("%(n)s member has no goal", "%(n)s members have no goal", n)
    return Todo(
        said % {"n": formats.count(n)},
        scope_page(people[0], question.query),
        "",
        _("For %(period)s: %(names)s.")
        % {"period": title(question.period), "names": names(people)},
        "warn",
        "target",
    )


def _short(question: Question, team: Scope, missing: Decimal) -> Todo:
    return Todo(
        _("%(name)s: the members' goals fall short of the team's") % {"name": team.name},
        explain("quota", team, question.period),
        formats.money(missing),
        _("So much of the team goal is not allocated to anybody."),
        "warn",
        "target",
    )


def names(people: tuple[Scope, ...]) -> str:
    """Alice, Bob, Charlie and 4 more."""
    shown = ", ".join(one.name for one in people[:NAMES_SHOWN])
    rest = len(people) - NAMES_SHOWN
    if rest <= 0:
        return shown
    said = ngettext("%(names)s and %(n)s more", "%(names)s and %(n)s more", rest)
    return said % {"names": shown, "n": formats.count(rest)}
