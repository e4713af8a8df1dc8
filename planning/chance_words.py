"""The three views of a chance in the reader's language: their names, and what each rests on."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from planning.core.calibration import Calibration
from planning.facts.limits import Beyond
from planning.facts.realism import Seen
from ui import formats
from ui.charts import svg
from ui.components import Fact

VIEWS = {
    "run_rate": gettext_lazy("Run rate"),
    "pipeline": gettext_lazy("Pipeline"),
    "history": gettext_lazy("Comparable history"),
}
ABOUT = {
    "run_rate": gettext_lazy("If the months that remain are like those until now."),
    "pipeline": gettext_lazy(
        "If open deals end as deals of their stage usually do, each won whole or not."
    ),
    "history": gettext_lazy("What became of quotas that were about as hard."),
}
WHY = {
    "few_months": gettext_lazy("Too few whole months of results to go by."),
    "few_deals": gettext_lazy("Too few deals have been seen to learn how they end."),
    "not_open_yet": gettext_lazy(
        "Most of what is won in so long a time comes from deals that are not open yet."
    ),
    "no_usual": gettext_lazy("There is no usual month to hold the quota against."),
    "few_alike": gettext_lazy("Too few quotas of the past were about as hard."),
    "reached": gettext_lazy("It is reached already."),
    "nothing_asked": gettext_lazy("Nothing of the figure falls to the person."),
}


def view(slug: str) -> str:
    return str(VIEWS[slug])


def why(seen: Seen) -> str:
    """Why a view says nothing, or needs no chance; "" when it says something."""
    return str(WHY.get(seen.inputs.get("why", ""), ""))


def chance(seen: Seen | None) -> str:
    return formats.percent(seen.chance) if seen else ""


def bar(value: Any, label: str, limit: Any = None) -> svg.Bullet | None:
    """A chance as a bar of the whole, with the company's limit as a tick."""
    if value is None:
        return None
    said = {"name": label, "chance": formats.percent(value)}
    below = limit is not None and value < limit
    return svg.Bullet(value, _("%(name)s: %(chance)s") % said, expected=limit, behind=below)


def facts(slug: str, seen: Seen) -> list[Fact]:
    """What the view rests on, line by line."""
    told = {"run_rate": _run_rate, "pipeline": _pipeline, "history": _history}[slug]
    known = seen.inputs
    return [
        Fact(_("Falls to the holder"), formats.money(known.get("asked"))),
        Fact(_("Still to be won"), formats.money(known.get("gap"))),
        *(fact for fact in told(known) if fact.value),
    ]


def _run_rate(known: Mapping[str, Any]) -> list[Fact]:
    return [
        Fact(_("Whole months seen"), formats.count(known.get("n"))),
        Fact(_("Own usual month"), formats.money(known.get("own"))),
        Fact(_("Drawn to people alike"), formats.money(known.get("mean"))),
        Fact(_("Months that remain"), formats.count(known.get("left"), 1)),
        Fact(_("Expected in them"), formats.money(known.get("rest"))),
        Fact(_("Give or take"), formats.money(known.get("spread"))),
    ]


def _pipeline(known: Mapping[str, Any]) -> list[Fact]:
    return [
        Fact(_("Open deals that can close in time"), formats.count(known.get("deals"))),
        Fact(_("Their value"), formats.money(known.get("open"))),
        Fact(_("Value × chance"), formats.money(known.get("weighted"))),
        Fact(_("Past deals behind the chances"), formats.count(known.get("seen"))),
        Fact(
            _("Part of wins that comes from deals already open"),
            formats.percent(known.get("covered")),
        ),
    ]


def _history(known: Mapping[str, Any]) -> list[Fact]:
    found = [Fact(_("Asks for, of a usual month"), formats.percent(known.get("stretch")))]
    if known.get("goals"):
        said = {"hits": formats.count(known["hits"]), "goals": formats.count(known["goals"])}
        text = ngettext("%(hits)s of %(goals)s", "%(hits)s of %(goals)s", known["goals"]) % said
        note = _("Of quarters.") if known.get("kind") == "quarter" else ""
        found.append(Fact(_("Quotas about as hard: reached"), text, note))
    if known.get("low") is not None:
        low, high = (formats.percent(known[name]) for name in ("low", "high"))
        found.append(Fact(_("Where the true chance lies, 8 times in 10"), f"{low}–{high}"))
    return found


def beyond(one: Beyond) -> str:
    """One sentence for a limit that is crossed."""
    said = {
        "view": view(one.view) if one.view else "",
        "value": formats.percent(one.value),
        "limit": formats.percent(one.limit),
    }
    if one.kind == "middle":
        text = _("%(view)s: the person in the middle has a chance of %(value)s, below %(limit)s.")
        return text % said
    if one.kind == "whole":
        return _("%(view)s: the whole has a chance of %(value)s, below %(limit)s.") % said
    return _("All levels together over-assign %(value)s, more than %(limit)s.") % said


def past(found: Calibration | None) -> str:
    """Whether what the view said before came true, in a sentence."""
    if found is None:
        return _("Nothing it said is over yet.")
    said = {"n": formats.count(found.n)}
    if found.skill is None:
        return _("Too one-sided to judge: all %(n)s cases ended alike.") % said
    if found.skill > 0:
        said |= {"skill": formats.percent(found.skill)}
        return _("Better than the base rate by %(skill)s (%(n)s cases).") % said
    return _("No better than the base rate so far (%(n)s cases): doubt it.") % said
