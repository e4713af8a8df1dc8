"""Step 2: which column is which field, and what only a person knows."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from intake.core.issues import Issue, Severity, Unreadable
from intake.core.mapping import Mapping
from intake.core.mapping_file import first_problem
from intake.core.plan import Plan, match_loosely
from intake.core.source import SOURCES
from intake.core.tables import Table
from intake.core.target import TARGETS
from intake.facts import matching
from intake.forms.match import mapping_from
from intake.forms.upload import OptionsForm
from intake.models import Load
from intake.services import wizard
from intake.views.frame import ask_worker, frame, load_or_404, opened
from intake.wording import sentence
from teams.access import OPERATORS, requires
from ui.components import Note


@requires(*OPERATORS)
@require_http_methods(["GET", "POST"])
def match(request: HttpRequest, pk: int) -> HttpResponseBase:
    load = load_or_404(pk)
    if load.state not in wizard.OPEN:
        return redirect("intake:done", load.pk)
    options = OptionsForm(request.POST or None, initial=load.options)
    try:
        with opened(load) as (tables, plan):
            if request.method == "POST" and options.is_valid():
                return _post(request, load, options, tables)
            return _show(request, load, options, plan)
    except Unreadable as problem:
        messages.error(request, sentence(problem.kind, problem.params))
        return redirect("intake:new")


def _post(
    request: HttpRequest, load: Load, options: OptionsForm, tables: list[Table]
) -> HttpResponse:
    try:
        mapping = mapping_from(request.POST, wizard.mapping_of(load), tables)
    except Unreadable as problem:
        return _again(request, load, options, Plan(wizard.mapping_of(load), tables=tables), problem)
    if wrong := first_problem(mapping, tables):
        return _again(request, load, options, Plan(mapping, tables=tables), wrong)
    if what := request.POST.get("choose"):
        number, _sep, target = what.partition(":")
        mapping = _with_target(mapping, tables, number, target or request.POST.get(f"t-{number}"))
    wizard.save_mapping(load, mapping, options.options())
    if "choose" in request.POST or "save" in request.POST:
        return redirect(_folded_out(load, request.POST.get("save", "")))
    with opened(load) as (again, plan):
        if plan.questions or not plan.steps:
            return redirect("intake:match", load.pk)
        if request.POST.get("remember"):
            name = request.POST.get("remember_as", "")
            wizard.remember_mapping(load, again, name=name, by=request.user)
    ask_worker(request, load, dry_run=True)
    return redirect("intake:run", load.pk)


def _folded_out(load: Load, number: str) -> str:
    """The page with the part unfolded that was worked on."""
    address = reverse("intake:match", args=[load.pk])
    return f"{address}?more={number}#more-{number}" if number.isdigit() else address


def _again(
    request: HttpRequest, load: Load, options: OptionsForm, plan: Plan, problem: Unreadable | Issue
) -> HttpResponse:
    """What was typed, and what is wrong with it; nothing is kept."""
    issue = problem.issue if isinstance(problem, Unreadable) else problem
    plan.issues.append(replace(issue, severity=Severity.QUESTION))
    return _show(request, load, options, plan, status=422)


def _show(
    request: HttpRequest, load: Load, options: OptionsForm, plan: Plan, *, status: int = 200
) -> HttpResponse:
    number = request.GET.get("more", "") or request.POST.get("save", "")
    page = _page(load, options, plan.tables, plan)
    page["unfolded"] = int(number) if number.isdigit() else 0 if status != 200 else None
    return render(request, "intake/load_match.html", page, status=status)


def _with_target(mapping: Mapping, tables: list[Table], number: str, target: Any) -> Mapping:
    """A file gets its first target, or another one; everything it had is proposed anew."""
    names = [t.file for t in tables]
    if not number.isdigit() or int(number) >= len(names):
        return mapping
    table = tables[int(number)]
    others = tuple(e for e in mapping.entries if not e.matches(table.file))
    entry = match_loosely(table, target) if target in TARGETS else None
    return replace(mapping, entries=(*others, entry) if entry else others)


def _page(load: Load, options: OptionsForm, tables: list[Table], plan: Plan) -> dict[str, Any]:
    mapping = plan.mapping
    fresh = load.state == Load.State.UPLOADED
    entries = matching.entries(tables, mapping, plan, fresh=fresh)
    open_columns = sum(entry.open for entry in entries)
    places = {t.file: n for n, t in enumerate(tables)}
    told = [i for i in plan.issues if i.severity is Severity.QUESTION]
    told = [i for i in told if i.kind not in ("date_ambiguous", "number_ambiguous")]
    return frame(load, 2) | {
        "lede": _lede(load, entries, open_columns),
        "note": Note(" ".join(map(_told, told)), "bad") if told else None,
        "entries": [(entry, places[entry.file]) for entry in entries],
        "unmatched": [(file, places[file]) for file in matching.unmatched(tables, mapping)],
        "targets": matching.targets(),
        "options": options,
        "source": SOURCES[load.source].label if load.source in SOURCES else "",
        "suggested_name": load.name.rsplit(".", 1)[0],
        "is_ready": bool(entries),
    }


def _told(issue: Issue) -> str:
    """With the words of the page for a target and its field, not those of a mapping file."""
    target, name = (str(issue.params.get(word, "")) for word in ("target", "name"))
    if target not in TARGETS or name not in TARGETS[target].names:
        return sentence(issue.kind, issue.params)
    labels = {"target": _(TARGETS[target].label), "name": _(TARGETS[target].field(name).label)}
    return sentence(issue.kind, {**issue.params, **labels})


def _lede(load: Load, entries: list[matching.EntryMatch], open_columns: int) -> str:
    if not entries:
        return load.name
    columns = sum(len(entry.columns) for entry in entries)
    matched = sum(entry.matched for entry in entries)
    text = ngettext(
        "%(file)s. %(matched)s of %(columns)s column matched",
        "%(file)s. %(matched)s of %(columns)s columns matched",
        columns,
    ) % {"file": load.name, "matched": matched, "columns": columns}
    if not open_columns:
        return f"{text}."
    return text + ngettext("; %(n)s needs you.", "; %(n)s need you.", open_columns) % {
        "n": open_columns
    }
