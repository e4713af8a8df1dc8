"""The match of an upload as a YAML file: to keep, to change, to use again, also by command."""

from pathlib import PurePath

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from intake.core.issues import Unreadable
from intake.core.mapping_file import as_yaml
from intake.forms.upload import MappingFileForm
from intake.models import Load
from intake.services import mapping_files, wizard
from intake.views.frame import load_or_404
from intake.wording import sentence
from teams.access import OPERATORS, requires


@requires(*OPERATORS)
@require_http_methods(["GET", "POST"])
def mapping(request: HttpRequest, pk: int) -> HttpResponse:
    load = load_or_404(pk)
    if request.method == "POST":
        return _use(request, load)
    found = wizard.with_fixes(load)
    if not found.entries:
        raise Http404
    answer = HttpResponse(as_yaml(found), content_type="application/yaml; charset=utf-8")
    name = f"{PurePath(load.name).stem}-mapping.yaml"
    answer.headers["Content-Disposition"] = content_disposition_header(True, name)
    return answer


def _use(request: HttpRequest, load: Load) -> HttpResponse:
    form = MappingFileForm(request.POST, request.FILES)
    if load.state not in wizard.OPEN:
        return redirect("intake:done", load.pk)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["mapping"])))
        return redirect("intake:match", load.pk)
    try:
        mapping_files.use_mapping(load, form.cleaned_data["mapping"])
        messages.success(request, _("The columns are matched as the file says."))
    except Unreadable as problem:
        messages.error(request, sentence(problem.kind, problem.params))
    return redirect("intake:match", load.pk)
