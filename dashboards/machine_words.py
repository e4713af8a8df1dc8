"""What operations looks at every morning, in words, with the way to mend each."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards import run_words
from dashboards.facts.machine import Findings
from kernel.periods import Period
from ui import formats
from ui.components import Fact, Todo
from ui.period_picker import title

NAMES_SHOWN = 3
RECENT = timedelta(days=7)


def lede(company: Any, runs: Sequence[Any]) -> str:
    if any(run_words.is_open(run) for run in runs):
        return _("Something is running; the numbers change when it is done.")
    if company.data_as_of is None:
        return _("No CRM data yet.")
    return _("CRM data from %(when)s.") % {"when": formats.moment(company.data_as_of)}


def freshness(company: Any) -> tuple[Fact, ...]:
    calendar = _("Sample company") if company.is_sample else company.name
    return (
        Fact(_("Company"), calendar),
        Fact(_("CRM data from"), formats.moment(company.data_as_of)),
        Fact(_("Nightly recompute at"), f"{company.nightly_at:%H:%M}"),
        Fact(_("Amounts in"), company.currency),
    )


def todos(found: Findings, runs: Sequence[Any], period: Period, today: date) -> tuple[Todo, ...]:
    """Broken things first, then what is missing, then what should be looked at."""
    lines = (
        *_failed(runs),
        *_set_aside(runs),
        _teams_without_quota(found, period),
        _reps_without_quota(found, period),
        _teams_short(found, period),
        _reps_without_team(found),
        _stages(found),
        _amounts(found),
        _overdue(found),
    )
    return tuple(line for line in lines if line is not None)


def _failed(runs: Sequence[Any]) -> list[Todo]:
    since = timezone.now() - RECENT
    return [
        Todo(
            _("%(kind)s failed") % {"kind": run_words.name(run)},
            reverse("dashboards:run", args=[run.pk]),
            formats.moment(run.queued_at),
            _("Its log says why; nothing of it counts."),
            "bad",
            "circle-alert",
        )
        for run in runs
        if run.state == "failed" and run.queued_at >= since
    ]


def _set_aside(runs: Sequence[Any]) -> list[Todo]:
    """Only the newest load: what an older one set aside may have been mended since."""
    newest = next((run for run in runs if run_words.is_stored_load(run)), None)
    n = run_words.set_aside(newest) if newest else 0
    if newest is None or not n:
        return []
    said = ngettext("%(n)s imported row waits for a fix", "%(n)s imported rows wait for a fix", n)
    return [
        Todo(
            said % {"n": formats.count(n)},
            run_words.load_page(newest) or reverse("dashboards:run", args=[newest.pk]),
            formats.moment(newest.queued_at),
            _("Rows that were set aside count nowhere."),
            "warn",
            "database",
        )
    ]


def _teams_without_quota(found: Findings, period: Period) -> Todo | None:
    n = len(found.teams_without_quota)
    said = ngettext("%(n)s team has no goal", "%(n)s teams have no goal", n)
    return _line(
        n,
        said,
        _("For %(period)s: %(names)s. Without a team goal nobody sees the pace."),
        reverse("intake:list"),
        "target",
        names=_names(found.teams_without_quota),
        period=title(period),
    )


def _reps_without_quota(found: Findings, period: Period) -> Todo | None:
    n = len(found.reps_without_quota)
    said = ngettext("%(n)s rep has no quota", "%(n)s reps have no quota", n)
    return _line(
        n,
        said,
        _("For %(period)s: %(names)s."),
        reverse("intake:list"),
        "target",
        names=_names(found.reps_without_quota),
        period=title(period),
    )


def _teams_short(found: Findings, period: Period) -> Todo | None:
    n = len(found.teams_short)
    said = ngettext(
        "%(n)s team goal is not made up by its members' goals",
        "%(n)s team goals are not made up by their members' goals",
        n,
    )
    return _line(
        n,
        said,
        _("For %(period)s: %(names)s. %(money)s are not allocated to anybody."),
        reverse("dashboards:company"),
        "target",
        names=_names([name for name, _missing in found.teams_short]),
        period=title(period),
        money=formats.money(sum(missing for _name, missing in found.teams_short)),
    )


def _reps_without_team(found: Findings) -> Todo | None:
    n = len(found.reps_without_team)
    said = ngettext("%(n)s rep is in no team today", "%(n)s reps are in no team today", n)
    return _line(
        n,
        said,
        _("%(names)s. What they win counts for the company only."),
        reverse("admin:teams_rep_changelist"),
        "user-x",
        names=_names(found.reps_without_team),
    )


def _stages(found: Findings) -> Todo | None:
    n = len(found.stages)
    said = ngettext("%(n)s stage is new from an import", "%(n)s stages are new from an import", n)
    return _line(
        n,
        said,
        _("%(names)s. Say what kind each is and how likely it is won."),
        reverse("admin:crm_stage_changelist"),
        "funnel",
        names=_names([name for name, _deals in found.stages]),
    )


def _amounts(found: Findings) -> Todo | None:
    n = found.without_amount
    said = ngettext("%(n)s open deal has no amount", "%(n)s open deals have no amount", n)
    href = f"{reverse('crm:deals')}?{urlencode({'watch': 'no_amount'})}"
    return _line(n, said, _("They add nothing to the pipeline."), href, "circle-dashed")


def _overdue(found: Findings) -> Todo | None:
    n = found.overdue
    said = ngettext(
        "%(n)s open deal has a past close date", "%(n)s open deals have a past close date", n
    )
    href = f"{reverse('crm:deals')}?{urlencode({'watch': 'overdue'})}"
    return _line(n, said, _("Their owners see them under “Do next”."), href, "calendar-x-2")


def _line(n: int, said: str, why: str, href: str, icon: str, **words: str) -> Todo | None:
    if not n:
        return None
    return Todo(said % {"n": formats.count(n)}, href, "", why % words, "warn", icon)


def _names(names: Sequence[str]) -> str:
    """Alice, Bob, Charlie and 4 more."""
    shown = ", ".join(names[:NAMES_SHOWN])
    rest = len(names) - NAMES_SHOWN
    if rest <= 0:
        return shown
    said = ngettext("%(names)s and %(n)s more", "%(names)s and %(n)s more", rest)
    return said % {"names": shown, "n": formats.count(rest)}
