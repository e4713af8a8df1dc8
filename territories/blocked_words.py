"""Why no plan keeps every rule, in the reader's language: what to give up, and what gives way."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from territories.balance_words import names, noun
from territories.core.metrics import MEASURES
from ui import formats

type Blocker = Mapping[str, Any]
# Rules that the nearest plan bends: of several, no number holds without the others.
BENDS = frozenset({"tolerance", "cap", "moves", "disruption"})


def all_blocked(proposal: Any, named: Mapping[str, str], units: Mapping[str, str]) -> list[str]:
    """Each sentence once; first what to give up, last what gives way together."""
    found = [text for rule in proposal.result["freed"] if (text := freed(rule))]
    bends = [one for one in proposal.result["blockers"] if one["kind"] in BENDS]
    alone = [one for one in proposal.result["blockers"] if one["kind"] not in BENDS]
    found += [blocked(one, named, units) for one in alone]
    if len(bends) == 1:
        found.append(blocked(bends[0], named, units))
    elif bends:
        found.append(_("The plan that is nearest to what was asked lets all of this give way:"))
        found += [_together()[one["kind"]] % _said(one, named, units) for one in bends]
    return list(dict.fromkeys(found))


def blocked(blocker: Blocker, named: Mapping[str, str], units: Mapping[str, str]) -> str:
    """Which tolerance or lock stands in the way, in numbers."""
    return _sentences()[blocker["kind"]] % _said(blocker, named, units)


def freed(rule: str) -> str:
    """What to give up, one thing alone, to get an answer."""
    kind, _colon, metric = rule.partition(":")
    if kind == "tolerance" and metric in MEASURES:
        said = {"measure": noun(metric)}
        return _("There is a plan without the tolerance of %(measure)s.") % said
    known = {
        "locks": _("There is a plan when nothing is protected."),
        "max_moves": _("There is a plan with more moves."),
    }
    return known.get(kind, "")


def _said(blocker: Blocker, named: Mapping[str, str], units: Mapping[str, str]) -> dict[str, str]:
    metric, needed, allowed = blocker["metric"], blocker["needed"], blocker["allowed"]
    return {
        "name": named.get(blocker["seat"] or "", ""),
        "measure": noun(metric) if metric in MEASURES else "",
        "needed": formats.percent(needed, 1),
        "allowed": formats.percent(allowed, 1),
        "accounts": names([units.get(each, each) for each in blocker["units"]]),
        "least": formats.count(needed),
        "most": formats.count(allowed),
    }


def _sentences() -> dict[str, str]:
    return {
        "tolerance": _(
            "%(name)s can come no nearer to its target %(measure)s than %(needed)s; asked was "
            "%(allowed)s."
        ),
        "locks": _(
            "What is protected in %(name)s alone is %(needed)s of its target %(measure)s; at most "
            "%(allowed)s fits."
        ),
        "unit": _(
            "%(accounts)s alone is %(needed)s of the target %(measure)s of any territory that may "
            "have it."
        ),
        "family": _(
            "The family of %(accounts)s alone is %(needed)s of the target %(measure)s of any "
            "territory that may have it."
        ),
        "full": _("What stays at %(name)s alone is %(least)s; at most %(most)s are allowed."),
        "cap": _("%(name)s would need %(least)s where at most %(most)s are allowed."),
        "moves": _("At least %(least)s accounts must move; at most %(most)s may."),
        "disruption": _("More must change hands than is allowed."),
        "nowhere": _("No territory may have %(accounts)s."),
    }


def _together() -> dict[str, str]:
    return _sentences() | {
        "tolerance": _(
            "%(name)s is %(needed)s from its target %(measure)s; asked was %(allowed)s."
        ),
        "moves": _("%(least)s accounts move; at most %(most)s may."),
        "disruption": _("More changes hands than is allowed."),
    }
