"""The page of one deal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from crm import facts
from crm.views.deal_page import DealPage
from crm.views.deal_tiles import lede
from teams import facts as teams
from teams.access import EVERYONE, requires
from ui import links
from ui.components import Crumb


@requires(*EVERYONE)
def deal(request: HttpRequest, pk: int) -> HttpResponse:
    """Facts, the way through the stages, credit, lines, and everything that happened."""
    access = request.access  # type: ignore[attr-defined]
    seen = facts.opportunities(access, each=True)
    found = get_object_or_404(
        seen.select_related("account", "contact", "owner", "stage", "territory"), pk=pk
    )
    page = DealPage(found, access, teams.today(), teams.company().currency)
    crumbs = (Crumb(_("Deals"), reverse("crm:deals") + links.kept(request)), Crumb(found.name))
    context = {"title": found.name, "lede": lede(found, page.today), "crumbs": crumbs, "deal": page}
    return render(request, "crm/deal_detail.html", context)
