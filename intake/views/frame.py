"""What all steps of the wizard share: title, crumbs, the steps, and asking a worker."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from intake import tasks
from intake.core import plan as plans
from intake.core.plan import Plan
from intake.core.tables import Table
from intake.facts.loads import loads, what
from intake.models import Load
from intake.services import loading, wizard
from intake.services.uploads import path_of
from ui.components import Crumb, Steps


def load_or_404(pk: int) -> Load:
    return wizard.settle(get_object_or_404(loads(), pk=pk))


def frame(load: Load | None, step: int) -> dict[str, Any]:
    """Context of the page's frame; `step` counts from 1, 5 is after the last."""
    label = what(load).lower() if load else ""
    title = _("Import %(what)s") % {"what": label} if label else _("Import")
    here = Crumb(load.name) if load else Crumb(_("New import"))
    names = (_("Upload"), _("Match columns"), _("Check"), _("Import"))
    return {
        "title": title,
        "crumbs": (Crumb(_("Imports"), reverse("intake:list")), here),
        "page_class": "narrow wide",
        "steps": Steps(names, step - 1),
        "load": load,
    }


@contextmanager
def opened(load: Load) -> Iterator[tuple[list[Table], Plan]]:
    """The tables of an upload and its plan as far as it can be made; Unreadable otherwise."""
    with tempfile.TemporaryDirectory(prefix="unpacked-") as scratch:
        mapping = wizard.mapping_of(load)
        tables, issues = plans.open_tables(path_of(load), Path(scratch), mapping)
        setting = loading.setting_of(wizard.as_of_of(load))
        yield tables, plans.make(tables, mapping, setting, issues)


def ask_worker(request: HttpRequest, load: Load, *, dry_run: bool) -> None:
    """Queue the work; without Redis it waits in the database and the page says so."""
    if not wizard.start(load, dry_run=dry_run, by=request.user):
        return

    def send() -> None:
        try:
            tasks.work.delay(load.pk)
        except OperationalError:
            messages.warning(request, _("Jobs wait at the moment; this one starts when they can."))

    transaction.on_commit(send)
