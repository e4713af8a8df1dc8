"""A person's own page, and the two choices of the account menu."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from teams import facts
from teams.access import EVERYONE, requires
from teams.forms.profile import PreferenceForm, ProfileForm
from teams.models import User
from teams.services.people import save_preferences
from ui.components import Fact, Link


@requires(*EVERYONE)
def profile(request: HttpRequest) -> HttpResponse:
    user = _myself(request)
    form = ProfileForm(request.POST or None, instance=user, company_zone=facts.company().time_zone)
    if request.method == "POST" and form.is_valid():
        save_preferences(user=user, **form.cleaned_data)
        # The answer already speaks the new language; an empty choice is the browser's.
        with override(user.language or get_language_from_request(request)):
            messages.success(request, _("Saved."))
        return redirect("teams:profile")
    context = {"title": _("My settings"), "form": form, "page_class": "narrow"}
    return render(request, "teams/profile.html", context | _about(request))


@require_POST
@requires(*EVERYONE)
def preferences(request: HttpRequest) -> HttpResponse:
    """`theme` or `language`; back to `next` if it is a page of ours, nothing to show for htmx."""
    form = PreferenceForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    chosen = {name: value for name, value in form.cleaned_data.items() if value}
    save_preferences(user=_myself(request), **chosen)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    there = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(there, {request.get_host()}, request.is_secure())
    return redirect(there if ours else "teams:profile")


def _myself(request: HttpRequest) -> User:
    """A copy: a form that is refused must not show its wishes in the page's frame."""
    return User.objects.get(pk=request.user.pk or 0)


def _about(request: HttpRequest) -> dict[str, object]:
    """What only an administrator changes, and the ways to what the person changes elsewhere."""
    user, rep = _myself(request), request.access.rep  # type: ignore[attr-defined]
    known = [
        Fact(_("E-mail address"), user.email),
        Fact(_("Role"), user.get_role_display()),
        Fact(_("Rep"), rep.name if rep else _("none")),
    ]
    links = [
        Link(_("Change the password"), reverse("account_change_password")),
        Link(_("Two-factor sign-in"), reverse("mfa_index")),
        Link(_("Where I am signed in"), reverse("usersessions_list")),
    ]
    return {"known": known, "links": links}
