"""After the last step: what a load changed, what is worth a look, and what is still kept of it."""

from datetime import date
from decimal import Decimal

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intake.facts.loads import counts, label_of, period_of, took
from intake.facts.problems import without_rate
from intake.models import Load
from intake.services import wizard
from intake.views.frame import frame, load_or_404
from intake.wording import sentence
from teams.access import OPERATORS, requires
from ui import formats
from ui.components import Action, Empty, Fact, Note, Todo


@requires(*OPERATORS)
def done(request: HttpRequest, pk: int) -> HttpResponseBase:
    load = load_or_404(pk)
    if load.state not in wizard.CLOSED:
        return redirect("intake:run" if load.state in wizard.BUSY else "intake:match", load.pk)
    if load.state == Load.State.EXPIRED:
        return render(request, "intake/load_gone.html", frame(load, 1) | {"empty": _gone(load)})
    total = counts(load.result)
    undone = load.state == Load.State.UNDONE
    context = frame(load, 5) | {
        "lede": _lede(load, total),
        "note": Note(_("This import was undone; its rows count nowhere."), "warn")
        if undone
        else None,
        "facts": _facts(load, total),
        "todos": [] if undone else _todos(load, total),
        "files": [f | {"label": label_of(f["target"])} for f in load.result.get("files", [])],
        "is_undone": undone,
        "kept": _kept(load, total["set_aside"]),
        "remarks": load.issues.exclude(severity="error").filter(row__isnull=True)[:20],
    }
    context["remarks"] = [sentence(i.kind, i.params) for i in context["remarks"]]
    return render(request, "intake/load_done.html", context)


def _gone(load: Load) -> Empty:
    """An upload that nobody took further: its file went, and with it what the check had found."""
    text = _("It was removed on %(day)s. Nothing of it was stored; upload it again to import it.")
    new = Action(_("New import"), reverse("intake:new"), "upload", "primary")
    return Empty(
        _("The uploaded file is not kept any more"), text % {"day": _day(load)}, "inbox", (new,)
    )


def _kept(load: Load, set_aside: int) -> str:
    """What still works once the file of a stored load has gone; empty while it is there."""
    if not load.options.get("file_removed"):
        return ""
    words = {"day": _day(load)}
    if set_aside:
        return (
            _(
                "The uploaded file was removed on %(day)s. The rows set aside are kept and can be "
                "downloaded; the file itself cannot be checked again."
            )
            % words
        )
    return _("The uploaded file was removed on %(day)s and cannot be checked again.") % words


def _day(load: Load) -> str:
    return formats.day_long(date.fromisoformat(load.options["file_removed"]))


def _lede(load: Load, total: dict[str, int]) -> str:
    spent = took(load)
    saved = total["created"] + total["updated"]
    words = {
        "seconds": formats.count(max(1, round(spent.total_seconds())) if spent else 0),
        "saved": formats.count(saved),
        "aside": formats.count(total["set_aside"]),
    }
    if total["set_aside"]:
        text = ngettext(
            "Finished in %(seconds)s s. %(saved)s row saved, %(aside)s set aside.",
            "Finished in %(seconds)s s. %(saved)s rows saved, %(aside)s set aside.",
            saved,
        )
    else:
        text = ngettext(
            "Finished in %(seconds)s s. %(saved)s row saved.",
            "Finished in %(seconds)s s. %(saved)s rows saved.",
            saved,
        )
    return text % words


def _facts(load: Load, total: dict[str, int]) -> list[Fact]:
    aside = formats.count(total["set_aside"])
    facts = [
        Fact(_("New"), formats.count(total["created"])),
        Fact(_("Changed"), formats.count(total["updated"])),
        Fact(_("Unchanged"), formats.count(total["unchanged"])),
        Fact(_("Skipped: deleted in the CRM, or filtered"), formats.count(total["skipped"])),
        Fact(_("Set aside"), aside),
    ]
    effect = load.result.get("effect", {})
    if effect.get("booked") is not None:
        label = _("Booked, %(period)s") % {"period": period_of(effect)}
        facts.append(Fact(label, _from_to(effect, "booked"), total=True))
        facts.append(Fact(_("Open pipeline"), _from_to(effect, "open")))
    return facts


def _from_to(effect: dict[str, str], name: str) -> str:
    """$3.49M → $3.53M."""
    was, now = Decimal(effect[f"{name}_before"]), Decimal(effect[f"{name}_after"])
    return f"{formats.money(was)} → {formats.money(now)}"


def _todos(load: Load, total: dict[str, int]) -> list[Todo]:
    todos = []
    if total["set_aside"]:
        title = ngettext("%(n)s row set aside", "%(n)s rows set aside", total["set_aside"]) % {
            "n": formats.count(total["set_aside"])
        }
        why = _("They count nowhere until they are corrected and loaded again.")
        address = reverse("intake:rejected", args=[load.pk])
        todos.append(Todo(title, address, why=why, tone="bad", icon="circle-alert"))
    worthless, currencies = without_rate(load)
    if worthless:
        title = ngettext(
            "%(n)s deal has no value: there is no exchange rate of %(currencies)s",
            "%(n)s deals have no value: there is no exchange rate of %(currencies)s",
            worthless,
        ) % {"n": formats.count(worthless), "currencies": ", ".join(currencies)}
        why = _("Import the rates; the deals get their value with them.")
        address = f"{reverse('intake:new')}?target=rates"
        todos.append(Todo(title, address, why=why, icon="triangle-alert"))
    stages = load.result.get("new_stages", [])
    if stages:
        title = ngettext("%(n)s new stage", "%(n)s new stages", len(stages)) % {"n": len(stages)}
        why = _("%(names)s. Say in the administration whether they are open, won or lost.")
        address = reverse("admin:crm_stage_changelist")
        names = ", ".join(stages[:8])
        todos.append(Todo(title, address, why=why % {"names": names}, icon="triangle-alert"))
    missing = int(load.result.get("missing_count", 0))
    if missing:
        title = ngettext(
            "%(n)s open deal is missing in the file", "%(n)s open deals are missing in the file",
            missing,
        ) % {"n": formats.count(missing)}  # fmt: skip
        names = ", ".join(load.result.get("missing", [])[:8])
        todos.append(Todo(title, why=names, tone="info", icon="info"))
    return todos
