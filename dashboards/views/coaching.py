"""Coaching notes: what is to be followed up, and one note with all its versions."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

import enablement.facts
import enablement.services
import teams.facts
from dashboards import coaching_words as words
from dashboards.forms import CoachingForm
from dashboards.tables.coaching import FollowUpTable
from enablement.services import Content
from teams.access import OPERATORS, requires
from teams.core.access import MANAGER, REP
from teams.services.refused import Refused
from ui import formats
from ui.answering import answered
from ui.components import Crumb, Empty, Fact
from ui.pages import ListPage

# Finance and executives see results, not what people say to each other about them
PARTIES = (REP, MANAGER, *OPERATORS)


class FollowUps(ListPage):
    name = "dashboards:coaching"
    title = gettext_lazy("Follow-ups")
    table = FollowUpTable
    order = "follow_up_on"
    search_label = gettext_lazy("Search in notes")
    empty = Empty(
        gettext_lazy("Nothing to follow up"),  # type: ignore[arg-type]
        gettext_lazy("Coaching notes with a follow-up day stand here until they are done."),  # type: ignore[arg-type]
        icon="message-square",
    )

    def rows(self, request: HttpRequest) -> Any:
        return enablement.facts.to_follow_up(request.access)  # type: ignore[attr-defined]

    def search(self, rows: Any, text: str) -> Any:
        return enablement.facts.mentioning(rows, text)

    def frame(self, request: HttpRequest) -> dict[str, Any]:
        access: Any = request.access  # type: ignore[attr-defined]
        due = enablement.facts.due(access, teams.facts.today())
        said = ngettext("%(count)s is due by today.", "%(count)s are due by today.", due)
        return {
            "crumbs": (Crumb(_("Performance"), reverse("dashboards:home")), Crumb(_("Follow-ups"))),
            "lede": said % {"count": due},
        }


follow_ups = requires(*PARTIES)(FollowUps.as_view())


@requires(REP, MANAGER)
def write(request: HttpRequest, rep: int) -> HttpResponse:
    """A new note about a person."""
    access: Any = request.access  # type: ignore[attr-defined]
    scope = teams.facts.scopes_of("rep", [rep]).get(rep)
    if scope is None or not enablement.facts.may_write(access, rep):
        raise Http404(_("There is no such page for you."))
    form = CoachingForm(request.POST or None, initial={"kpi": request.GET.get("kpi", "")})
    if request.method == "POST" and form.is_valid():
        row = enablement.services.write_note(access=access, rep_id=rep, content=_content(form))
        messages.success(request, _("Written. You can undo it here."))
        return redirect("dashboards:coaching_note", row.thread)
    title = _("Note about %(name)s") % {"name": scope.name}
    if access.rep_id == rep:
        title = _("Note about yourself, for your manager")
    context = {"title": title, "form": form, "crumbs": _crumbs(scope.name, rep, title)}
    return _page(request, "dashboards/coaching_write.html", context, form)


@requires(*PARTIES)
def note(request: HttpRequest, thread: UUID) -> HttpResponse:
    """One note; posting the form corrects it by a further version."""
    access: Any = request.access  # type: ignore[attr-defined]
    row = _note_or_404(access, thread)
    read = {"text": row.text, "kpi": row.kpi, "follow_up_on": row.follow_up_on}
    form = CoachingForm(request.POST or None, initial=read | {"number": row.number})
    if request.method == "POST" and form.is_valid():
        try:
            enablement.services.correct_note(
                access=access,
                thread=thread,
                number=form.cleaned_data["number"] or 0,
                content=_content(form),
            )
        except Refused as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("Saved. What it said before stands below."))
            return redirect("dashboards:coaching_note", thread)
    return _page(request, "dashboards/coaching_note.html", _context(access, row, form), form)


@require_POST
@requires(REP, MANAGER)
def done(request: HttpRequest, thread: UUID) -> HttpResponse:
    """Nothing is left to follow up."""
    return _act(request, thread, enablement.services.close_note)


@require_POST
@requires(REP, MANAGER)
def undo(request: HttpRequest, thread: UUID) -> HttpResponse:
    """What the version before said stands again."""
    return _act(request, thread, enablement.services.undo_note)


def _act(request: HttpRequest, thread: UUID, service: Any) -> HttpResponse:
    access: Any = request.access  # type: ignore[attr-defined]
    _note_or_404(access, thread)
    with answered(request):
        service(access=access, thread=thread)
    return redirect("dashboards:coaching_note", thread)


def _note_or_404(access: Any, thread: UUID) -> Any:
    row = enablement.facts.note(access, thread)
    if row is None:
        raise Http404(_("There is no such note for you."))
    return row


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], form: CoachingForm
) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, context | {"page_class": "narrow"}, status=status)


def _content(form: CoachingForm) -> Content:
    said = form.cleaned_data
    return Content(said["text"].strip(), said["kpi"], said["follow_up_on"])


def _crumbs(name: str, rep: int, title: str) -> tuple[Crumb, ...]:
    return (
        Crumb(_("Follow-ups"), reverse("dashboards:coaching")),
        Crumb(name, reverse("dashboards:rep", args=[rep])),
        Crumb(title),
    )


def _context(access: Any, row: Any, form: CoachingForm) -> dict[str, Any]:
    title = _("Coaching note")
    may = enablement.facts.may_write(access, row.rep_id)
    every = list(enablement.facts.versions(access, [row.thread]))
    return {
        "title": title,
        "lede": _("Read by %(who)s, and by operations and administrators.")
        % {"who": words.readers(row)},
        "crumbs": _crumbs(row.rep.name, row.rep_id, title),
        "row": row,
        "status": words.follow_up(row, teams.facts.today()),
        "facts": [
            Fact(_("About"), words.about(row.kpi) or _("No figure in particular")),
            Fact(_("Follow up on"), formats.day_long(row.follow_up_on) or _("no day")),
            Fact(_("Written by"), words.written(row)),
        ],
        "form": form if may and row.state != "withdrawn" else None,
        "may": may,
        "earlier": [(one, words.written(one), words.about(one.kpi)) for one in every[-2::-1]],
    }
