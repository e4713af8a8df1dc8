"""Loads as rows of a list and as the summary page shows them."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from audit import facts as audit
from intake.core.target import TARGETS
from intake.models import Load
from teams import facts as people
from ui import period_picker


def loads() -> QuerySet[Load]:
    """Newest first. Columns: all of `Load`, with its run and who did it."""
    return Load.objects.select_related("run", "by")


def what(load: Load) -> str:
    """What is in it, in words: the targets by their labels, the first two of them."""
    files = load.mapping.get("files", [])
    slugs = list(dict.fromkeys(f["target"] for f in files if f["target"] in TARGETS))
    labels = [label_of(slug) for slug in slugs]
    return ", ".join(labels[:2]) + (" …" if len(labels) > 2 else "")


def label_of(target: str) -> str:
    return _(TARGETS[target].label) if target in TARGETS else target


def period_of(effect: dict[str, Any]) -> str:
    """The quarter whose numbers an effect is about, as people call it."""
    return period_picker.title(people.company().calendar.parse(effect["period"]))


def last_stored() -> Load | None:
    """The only load that can be undone without looking further."""
    stored = loads().filter(state__in=[Load.State.DONE, Load.State.PROBLEMS])
    return stored.order_by("-finished_at").first()


def took(load: Load) -> timedelta | None:
    run = load.run
    if run is None or run.started_at is None:
        return None
    return (run.finished_at or timezone.now()) - run.started_at


def phases(load: Load) -> list[str]:
    """What the running load said so far, without the time of day before each line."""
    return [said for _at, said in audit.log_of(load.run)] if load.run else []


def counts(result: dict[str, Any]) -> dict[str, int]:
    """Totals of a result, zero before there is one."""
    names = ("rows", "created", "updated", "unchanged", "rejected", "skipped", "set_aside")
    return {name: int(result.get(name, 0)) for name in names}
