"""Runs in words: what kind, in which state, how long."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ui import formats
from ui.components import Progress, Status

_STATES = {
    "queued": "waiting",
    "running": "running",
    "done": "done",
    "problems": "warn",
    "failed": "bad",
    "cancelled": "none",
    "undone": "none",
}


def kind(slug: str) -> str:
    """The kind of a run; an unknown one by its own name."""
    words = {
        "load": _("Import"),
        "undo": _("Undo of an import"),
        "kpis.recompute": _("Recompute"),
        "kpis.measures": _("Measures"),
        "kpis.values": _("KPI values"),
        "kpis.funnel": _("Funnel"),
        "kpis.bottlenecks": _("Bottlenecks"),
        "foundations": _("Changed settings"),
        "edit": _("Change by hand"),
        "revalue": _("Values of deals"),
        "reports.make": _("Quarterly review"),
        "territories.check": _("Check of a file of territories"),
        "territories.import": _("Import of territories"),
    }
    return words.get(slug, slug.replace("_", " ").replace(".", " ").capitalize())


def name(run: Any) -> str:
    """The kind; a rehearsal of an import and the night's recompute say so."""
    if run.kind == "load" and run.params.get("dry_run"):
        return _("Check of an import")
    if run.params.get("nightly"):
        return _("Nightly recompute")
    return kind(run.kind)


def is_stored_load(run: Any) -> bool:
    """An import that was stored; rehearsals and failed ones are not."""
    return run.kind == "load" and run.finished_at is not None and not run.params.get("dry_run")


def load_page(run: Any) -> str:
    """The page of the import behind a run; "" for other runs."""
    load = run.params.get("load") if run.kind == "load" else None
    return reverse("intake:done", args=[load]) if load else ""


def status(run: Any) -> Status:
    return Status(_STATES.get(run.state, "none"), run.get_state_display())


def is_open(run: Any) -> bool:
    return run.state in ("queued", "running")


def duration(run: Any) -> str:
    """12 s, 3 min 5 s; of a running one so far; "" before it begins."""
    if run.started_at is None:
        return ""
    spent = (run.finished_at or timezone.now()) - run.started_at
    return length(spent)


def length(spent: timedelta) -> str:
    seconds = max(0, round(spent.total_seconds()))
    if seconds < 60:
        return _("%(s)s s") % {"s": formats.count(seconds)}
    minutes, rest = divmod(seconds, 60)
    if minutes < 60:
        return _("%(m)s min %(s)s s") % {"m": formats.count(minutes), "s": rest}
    hours, minutes = divmod(minutes, 60)
    return _("%(h)s h %(m)s min") % {"h": formats.count(hours), "m": minutes}


def progress(run: Any) -> Progress | None:
    """How far an open run is; its size may not be known yet."""
    if not is_open(run):
        return None
    if run.state == "queued":
        return Progress(None, _("Waiting for a worker"))
    share = run.progress / run.total if run.total else None
    return Progress(share, _("Running"))


def set_aside(run: Any) -> int:
    """Rows of a load that were not taken."""
    files = run.result.get("files", ()) if isinstance(run.result, dict) else ()
    return sum(int(one.get("rejected") or 0) for one in files if isinstance(one, dict))


def outcome(run: Any) -> str:
    """What came of it, in a few words."""
    rows = run.result.get("rows") if isinstance(run.result, dict) else None
    aside = set_aside(run)
    if aside:
        said = ngettext("%(n)s row set aside", "%(n)s rows set aside", aside)
        return said % {"n": formats.count(aside)}
    if isinstance(rows, int):
        return ngettext("%(n)s row", "%(n)s rows", rows) % {"n": formats.count(rows)}
    return ""


def who(run: Any) -> str:
    return str(run.by) if run.by else _("System")
