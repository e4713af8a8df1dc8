"""Letters: who answered and who is missing; one letter, and its answer."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import teams.facts
from planning.facts import letters as facts
from planning.filters.letters import LetterFilter
from planning.services import answers
from planning.tables.letters import LetterTable
from planning.views import frame
from planning.views.letter_page import LetterPage
from teams.access import EVERYONE, LEADERS, requires
from teams.services.refused import Refused
from ui import formats
from ui.components import Action, Empty
from ui.pages import ListPage


class Letters(ListPage):
    """The last letter of each person, with what they answered."""

    name = "planning:letters"
    title = gettext_lazy("Letters")
    table = LetterTable
    filters = LetterFilter
    order = "rep"
    search_label = gettext_lazy("Name")
    empty = Empty(
        gettext_lazy("No letter"),  # type: ignore[arg-type]
        gettext_lazy("Letters are written when the plan is published."),  # type: ignore[arg-type]
        "mail",
    )
    pk: int

    def rows(self, request: HttpRequest) -> Any:
        self.plan = frame.plan_or_404(request, self.pk)
        self.seen = facts.last_letters(request.access, self.pk)  # type: ignore[attr-defined]
        return self.seen

    def search(self, rows: Any, text: str) -> Any:
        return rows.filter(rep__name__icontains=text)

    def frame(self, request: HttpRequest) -> dict[str, Any]:
        found = facts.progress(self.seen, teams.facts.today())
        said = {
            "done": formats.count(found.letters - found.missing),
            "all": formats.count(found.letters),
            "declined": formats.count(found.declined),
            "late": formats.count(found.late),
        }
        text = _("%(done)s of %(all)s answered, %(declined)s of them declined; %(late)s overdue.")
        heading = frame.heading(request, self.plan, "letters")
        missing = reverse("planning:letters", args=[self.pk]) + "?state=missing"
        return {
            "lede": text % said if found.letters else "",
            "crumbs": heading["crumbs"],
            "tabs": heading["tabs"],
            "actions": (Action(_("Who is missing"), missing, "clock"),) if found.missing else (),
        }


letters = requires(*LEADERS)(Letters.as_view())


@requires(*EVERYONE)
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter: its person, those who lead them, and operations; the person answers."""
    access: Any = request.access  # type: ignore[attr-defined]
    page = LetterPage(get_object_or_404(facts.letters(access), pk=pk), access, request.POST or None)
    if request.method == "POST":
        form = page.forms.get(request.POST.get("act", ""))
        if form is None:
            raise PermissionDenied(_("This is not yours to do now."))
        if form.is_valid() and _answered(request, page, form):
            return redirect("planning:letter", pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "planning/letter.html", page.context(request), status=status)


def _answered(request: HttpRequest, page: LetterPage, form: Any) -> bool:
    act = getattr(answers, request.POST["act"])
    digest = request.POST.get("digest", "")
    try:
        act(letter=page.row, digest=digest, by=request.user, **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("Your answer is kept."))
    return True


@requires(*EVERYONE)
def mine(request: HttpRequest) -> HttpResponse:
    """One's own last letter; who has none is told so."""
    access: Any = request.access  # type: ignore[attr-defined]
    row = facts.of_rep(access.rep_id).first() if access.rep_id else None
    if row is not None:
        return redirect("planning:letter", row.pk)
    text = _("As soon as quotas are published, yours is told in a letter here.")
    empty = Empty(_("There is no letter for you"), text, "mail")
    return render(request, "planning/no_letter.html", {"title": _("My letter"), "empty": empty})
