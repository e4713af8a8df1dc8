"""Step 1: upload; the list of imports; templates to fill in."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from intake.core.issues import Unreadable
from intake.core.target import TARGETS
from intake.facts.loads import loads
from intake.facts.matching import targets
from intake.forms.upload import UploadForm
from intake.models import Load
from intake.services import uploads, wizard
from intake.tables import LoadTable
from intake.views.frame import frame
from intake.wording import sentence
from teams.access import OPERATORS, requires
from ui import exports
from ui.components import Action, Empty
from ui.pages import ListPage

RECENT = 8


class LoadList(ListPage):
    name = "intake:list"
    title = gettext_lazy("Imports")
    table = LoadTable
    order = "-created_at"

    def rows(self, request: HttpRequest) -> Any:
        wizard.settle_all()
        return loads()

    def search(self, rows: Any, text: str) -> Any:
        return rows.filter(name__icontains=text)

    def frame(self, request: HttpRequest) -> dict[str, Any]:
        new = Action(_("New import"), reverse("intake:new"), "upload", "primary")
        return {"lede": _("Files that were loaded, newest first."), "actions": (new,)}


load_list = requires(*OPERATORS)(LoadList.as_view())


@requires(*OPERATORS)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponseBase:
    wanted = {"target": request.GET.get("target", "")}
    sent = (request.POST or None, request.FILES or None)
    form = UploadForm(*sent, targets=targets(), initial=wanted)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            load = uploads.upload(given["file"], by=request.user, target=given["target"])
            return redirect("intake:match", load.pk)
        except Unreadable as problem:
            form.add_error("file", sentence(problem.kind, problem.params))
    wizard.settle_all()
    recent = LoadTable(loads()[:RECENT], orderable=False, request=request)
    context = frame(None, 1) | {
        "lede": _("Upload an export from your CRM. Nothing changes until you confirm in step 3."),
        "form": form,
        "recent": recent,
        "targets": targets(),
        "empty": Empty(_("No imports yet"), icon="inbox"),
    }
    return render(request, "intake/load_new.html", context, status=422 if form.errors else 200)


@requires(*OPERATORS)
def template(request: HttpRequest, target: str) -> HttpResponseBase:
    """A file with our own columns and one example row."""
    if target not in TARGETS:
        raise Http404
    fields = [f for f in TARGETS[target].fields if not f.helper]
    return exports.respond("csv", target, [f.name for f in fields], [[f.example for f in fields]])


@requires(*OPERATORS)
@require_http_methods(["POST"])
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove an upload that was never stored."""
    load = loads().filter(pk=pk, state__in=[Load.State.UPLOADED, Load.State.MATCHED]).first()
    if load is None:
        raise Http404
    uploads.forget(load)
    return redirect("intake:list")
