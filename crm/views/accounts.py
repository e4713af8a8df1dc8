"""The page of one account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from crm import facts
from crm.views.account_page import AccountPage
from teams.access import EVERYONE, requires
from ui import links
from ui.components import Crumb


@requires(*EVERYONE)
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Facts, deals with their sums, owners over time, contacts, activities."""
    access = request.access  # type: ignore[attr-defined]
    seen = facts.accounts(access).select_related("owner", "territory", "parent")
    found = get_object_or_404(seen, pk=pk)
    page = AccountPage(found, access)
    crumbs = (
        Crumb(_("Accounts"), reverse("crm:accounts") + links.kept(request)),
        Crumb(found.name),
    )
    context = {"title": found.name, "lede": page.lede, "crumbs": crumbs, "account": page}
    return render(request, "crm/account_detail.html", context)
