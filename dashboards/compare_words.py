"""What the comparison says: findings, reasons against a rank, and what was allowed for."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.facts.comparison import Compared
from kpis.core.fair.compare import Comparison
from kpis.core.fair.potential import Stand
from kpis.core.fair.ranking import Place
from kpis.core.fair.shrinkage import LEAST_PEERS
from kpis.core.fair.weakest import Cause
from kpis.core.metrics import METRICS
from ui import formats


def lede(*, fair: bool) -> str:
    if fair:
        return _(
            "Fair view: results are adjusted for ramp-up, mix of segments and, where it is known, "
            "the potential of territories; small samples are drawn towards people in the same "
            "role and segment."
        )
    return _(
        "Raw view: figures exactly as stored. Territories, ramp-up and sample size differ, so "
        "small gaps say little."
    )


def place(one: Place) -> str:
    """3 of 12, or why not."""
    if one.rank is not None:
        return _("%(rank)s of %(all)s") % {"rank": one.rank, "all": one.of}
    words = {
        "unknown": _("Nothing known"),
        "few_peers": _("Too few peers"),
        "no_difference": _("No real differences"),
        "unreliable": _("Too few data"),
    }
    return words.get(one.refused, "")


def finding(found: Comparison, *, fair: bool) -> str:
    """The head of the strip."""
    unit, strip = METRICS[found.kpi].unit, found.fair_strip if fair else found.raw_strip
    label = _(METRICS[found.kpi].label)
    if strip is None:
        return _("%(kpi)s: too few people to compare") % {"kpi": label}
    words = {
        "kpi": label,
        "low": formats.show(strip.low, unit),
        "high": formats.show(strip.high, unit),
    }
    return _("%(kpi)s: half of the peers are between %(low)s and %(high)s") % words


def ranking(found: Comparison) -> str:
    """Whether there is a ranking at all, under the strip."""
    if found.middle is None:
        return ngettext(
            "%(count)s person is comparable here; at least %(least)s are needed for a fair view.",
            "%(count)s people are comparable here; at least %(least)s with enough data are needed "
            "for a fair view.",
            found.peers,
        ) % {"count": found.peers, "least": LEAST_PEERS}
    if not found.differ:
        return _("Chance alone explains the differences between these people, so nobody is ranked.")
    sure = formats.percent(found.reliability)
    if not found.ranked:
        return _(
            "People differ, but nobody's data are enough for a rank: %(share)s of a difference "
            "would show again, at least 50%% is needed."
        ) % {"share": sure}
    return ngettext(
        "%(count)s person is ranked; on average %(share)s of a difference would show again.",
        "%(count)s people are ranked; on average %(share)s of a difference would show again.",
        found.ranked,
    ) % {"count": found.ranked, "share": sure}


def adjusted(found: Comparison) -> str:
    """What was allowed for, and what is not known."""
    parts = []
    if "ramp" in found.adjusted:
        parts.append(_("Adjusted for the ramp of recent hires."))
    if "mix" in found.adjusted:
        parts.append(_("Adjusted for the mix of segments."))
    if not found.adjusted:
        parts.append(
            _("Nothing was adjusted: the data show neither a ramp nor differing segments.")
        )
    parts.append(potential(found.potential))
    return " ".join(part for part in parts if part)


def potential(stand: Stand) -> str:
    """Whether what territories could give was allowed for."""
    words = {
        "adjusted": _("Adjusted for the potential of territories."),
        "same": _("Territory potential is known, and makes no difference here."),
        "few": _("Territory potential is known, but too few people show what it does."),
        "unknown": _("Territory potential is not known."),
    }
    return words.get(stand, "")


def cause(which: Cause) -> str:
    words = {
        "territory": _("Territory: less potential than peers have"),
        "ramp": _("Ramp: hired recently"),
        "activity": _("Fewer activities than peers"),
        "win_rate": _("Wins fewer of the deals closed"),
        "deal_value": _("Smaller deals"),
        "cycle": _("Slower deals"),
        "none": _("No single cause stands out"),
    }
    return words.get(which, "")


def quadrants() -> dict[str, str]:
    return {
        "high_steady": _("High and steady"),
        "high_varied": _("High, varies"),
        "low_steady": _("Lower and steady"),
        "low_varied": _("Lower, varies"),
    }


def more(n: int) -> str:
    """Those of a list who are not named."""
    if n < 1:
        return ""
    return ngettext("and %(n)s more", "and %(n)s more", n) % {"n": formats.count(n)}


def inequality(gini: float | None) -> str:
    """How unevenly a period's attainment is spread among the peers."""
    if gini is None:
        return ""
    said = {"gini": formats.count(gini, 2)}
    return _("Inequality of attainment among the peers (Gini): %(gini)s; 0 means all alike.") % said


def tenures(chosen: str) -> list[tuple[str, str, bool]]:
    names = {
        "": _("Any tenure"),
        "first_year": _("First year"),
        "one_to_three": _("One to three years"),
        "longer": _("Three years and longer"),
    }
    return [(key, name, key == chosen) for key, name in names.items()]


def group(title: str, segment: str) -> str:
    """The peers' common role and segment."""
    if title and segment:
        return _("%(title)s, %(segment)s") % {"title": title, "segment": segment}
    return title or segment or _("Role and segment not known")


def unlike(page: Compared) -> str:
    """Why somebody who was picked is not there."""
    names = ", ".join(one.name for one in page.unlike)
    return names and _("%(names)s: another role or segment, so not compared with these people.") % {
        "names": names
    }


def spoken(name: str, label: str, value: Any, low: Any, high: Any, unit: str) -> str:
    """A row's bar in words."""
    words = {"name": name, "kpi": label, "value": formats.show(value, unit)}
    if value is None:
        return _("%(name)s: %(kpi)s not known") % words
    if low is None or high is None:
        return _("%(name)s: %(kpi)s %(value)s") % words
    words |= {"low": formats.show(low, unit), "high": formats.show(high, unit)}
    return _("%(name)s: %(kpi)s %(value)s, %(low)s to %(high)s") % words
