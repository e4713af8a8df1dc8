"""The parts of the hygiene page, ready to print."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

import kpis.facts
import teams.facts
from kernel.periods import Period
from kpis.core.upkeep import RULES
from kpis.facts import KpiValue
from operations import words
from operations.core import hygiene
from operations.core.hygiene import Tally
from operations.facts import hygiene as facts
from operations.facts.hygiene import Standings
from operations.links import hygiene_href
from operations.models import UpkeepCheck
from teams.core.scope import Scope
from ui import formats
from ui.components import Explained, Link, Note, Status, Tile

SCORE = "hygiene_score"
# Plans above the page, as in other lists of what to do.
# Names in a line of the zero board; the rest are counted.
NAMED = 12


@dataclass(frozen=True)
class Page:
    """What the parts are made of: read once. `scores` by scope key; `check` None: none made yet."""

    access: Any
    scope: Scope
    check: UpkeepCheck | None
    period: Period
    standings: Standings
    scores: dict[str, KpiValue]

    @property
    def own(self) -> Tally:
        return self.standings.own

    @property
    def score(self) -> KpiValue:
        return self.scores[self.scope.key]

    def count(self, rule: str) -> int:
        """Deals to put in order; those that break a rule, where it names one."""
        if rule not in RULES:
            return self.own.to_fix
        return self.own.rules[rule].deals if rule in self.own.rules else 0


def page(request: HttpRequest, scope: Scope, check: UpkeepCheck | None) -> Page:
    """Scores are those of the quarter that the day of the check is in: as of that day."""
    day = check.day if check else teams.facts.today()
    period = teams.facts.company().calendar.quarter_of(day)
    standings = facts.standings(scope)
    table = kpis.facts.table([scope, *standings.below], period, [SCORE])
    scores = {key: found[SCORE] for key, found in table.items()}
    access = request.access  # type: ignore[attr-defined]
    return Page(access, scope, check, period, standings, scores)


def lede(page: Page) -> str:
    own, day = page.own, formats.day_long(page.check.day) if page.check else ""
    said = {
        "scope": page.scope.name,
        "day": day,
        "n": formats.count(own.to_fix),
        "all": formats.count(own.deals),
        "money": formats.money(own.at_stake),
    }
    if page.check is None:
        return _("Every open deal is checked against the rules of upkeep.")
    if not own.deals:
        return _("%(scope)s has no open deals, as of %(day)s.") % said
    if not own.to_fix:
        return _("Every open deal of %(scope)s is in order, as of %(day)s.") % said
    text = ngettext(
        "%(n)s of %(all)s open deals of %(scope)s needs a hand; %(money)s is at stake. "
        "As of %(day)s; what is fixed in the CRM leaves the list with the next import.",
        "%(n)s of %(all)s open deals of %(scope)s need a hand; %(money)s is at stake. "
        "As of %(day)s; what is fixed in the CRM leaves the list with the next import.",
        own.to_fix,
    )
    return text % said


def tiles(page: Page) -> tuple[Tile, ...]:
    own = page.own
    said = {"all": formats.count(own.deals), "money": formats.money(own.value)}
    found = [
        Tile(
            _("Hygiene"),
            formats.show(page.score.value, "score"),
            _("of 100"),
            explain(page),
            sub=_("by value, after points of rules"),
        ),
        Tile(
            _("Deals to fix"),
            formats.count(own.to_fix),
            _("of %(all)s open") % said,
            "#list",
            sub=_("break one rule or more"),
        ),
        Tile(
            _("At stake"),
            formats.money(own.at_stake),
            _("of %(money)s") % said,
            "#list",
            sub=_("value of the deals to fix"),
        ),
    ]
    if people := page.standings.people:
        n = sum(one.is_in_order for one in people.values())
        found.append(
            Tile(
                _("Nothing to fix"),
                formats.count(n),
                _("of %(n)s people") % {"n": formats.count(len(people))},
                "#zero",
                sub=_("who own open deals"),
            )
        )
    return tuple(found)


def finding(lines: list["RuleLine"]) -> str:
    """The head of the rules: what costs most."""
    worst = lines[0] if lines and lines[0].href else None
    if worst is None:
        return _("No rule is broken")
    return _("“%(rule)s” costs the score most") % {"rule": worst.label}


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule with the deals that break it, ready to print."""

    label: str
    meaning: str
    points: str
    deals: str
    share: str
    value: str
    href: str


def rules(page: Page) -> list[RuleLine]:
    """Every rule, the one that costs most first: points times value."""
    own = page.own
    found = []
    for slug, rule in RULES.items():
        broken = own.rules.get(slug)
        n, value = (broken.deals, broken.value) if broken else (0, 0)
        line = RuleLine(
            words.label(slug),
            words.meaning(slug),
            formats.count(rule.points),
            formats.count(n),
            formats.percent(n / own.deals if own.deals else None),
            formats.thousands(value),
            hygiene_href(page.scope, slug) if n else "",
        )
        found.append((-rule.points * value, line.label, line))
    return [line for _cost, _label, line in sorted(found, key=lambda one: one[:2])]


@dataclass(frozen=True, slots=True)
class Line:
    """A team or person one level down, ready to print."""

    name: str
    href: str
    score: str
    deals: str
    to_fix: str
    at_stake: str
    status: Status | None


def below(page: Page) -> list[Line]:
    """Those with the lowest score first; without a score last."""
    known = page.standings.below.items()
    ordered = sorted(known, key=lambda one: (_order(page, one[0]), one[0].name))
    return [_line(page, scope, tally) for scope, tally in ordered]


def _order(page: Page, scope: Scope) -> tuple[bool, Any]:
    score = page.scores[scope.key].value
    return score is None, score or 0


def _line(page: Page, scope: Scope, tally: Tally) -> Line:
    return Line(
        scope.name,
        hygiene_href(scope),
        formats.show(page.scores[scope.key].value, "score"),
        formats.count(tally.deals),
        formats.count(tally.to_fix),
        formats.thousands(tally.at_stake),
        Status("done", _("Nothing to fix")) if tally.is_in_order else None,
    )


@dataclass(frozen=True, slots=True)
class Zero:
    """A line of the zero board: who has nothing to fix under a rule."""

    label: str
    count: str
    people: list[Link]
    more: str


def zero_board(page: Page) -> list[Zero]:
    """First who has nothing to fix at all, then the rules that somebody keeps; a rep's page has
    none."""
    people = page.standings.people
    if not people:
        return []
    labels = {"": _("Every rule")} | {slug: words.label(slug) for slug in RULES.slugs()}
    board = hygiene.zero_board(people, RULES.slugs())
    lines = board.items()
    return [_zero(labels[slug], kept, len(people)) for slug, kept in lines if kept or not slug]


def _zero(label: str, found: list[Scope], everybody: int) -> Zero:
    n = len(found)
    said = {"n": formats.count(n), "all": formats.count(everybody)}
    count = _("%(n)s of %(all)s") % said if n else _("nobody yet")
    count = _("everybody") if n == everybody else count
    named = [] if n == everybody else found
    more = _("and %(n)s more") % {"n": formats.count(n - NAMED)} if len(named) > NAMED else ""
    return Zero(label, count, [Link(one.name, hygiene_href(one)) for one in named[:NAMED]], more)


def note(page: Page) -> Note | None:
    if page.check is None:
        return Note(_("The deals are being checked. Look again in a minute."))
    if page.check.is_behind:
        return Note(_("Data has changed since; newer numbers are being worked out."))
    return None


def foot(page: Page) -> Explained:
    text = _(
        "A deal loses the points of the rules it breaks. Deals without amount weigh as much as "
        "the median open deal. Lists name the owner; the score also counts shared credit."
    )
    return Explained(text, explain(page))


def explain(page: Page) -> str:
    query = urlencode({"scope": page.scope.key, "p": page.period.slug})
    return f"{reverse('kpis:explain', args=[SCORE])}?{query}"
