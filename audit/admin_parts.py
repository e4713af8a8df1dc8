"""What admin pages of several apps share: dated fields, the log, pages that ask before they act."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.forms import RangeWidget
from django.core.exceptions import PermissionDenied
from django.db.models import DateField, Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy

from audit.facts import acts_on
from audit.services import log
from kernel.refused import Refused

DATES_HELP = gettext_lazy(
    "The second day is the first day after: from 1 January to 1 April means January to March. "
    "Empty means without end."
)

HISTORY = 500  # acts that are shown of one object


class DateInput(forms.DateInput):
    """The browser's own calendar; ISO in the page, the reader's format on the screen."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class DaysWidget(RangeWidget):
    """From, and to (exclusive), side by side."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        names = (gettext_lazy("from"), gettext_lazy("to (exclusive)"))
        widgets = [DateInput({"aria-label": name}) for name in names]
        forms.MultiWidget.__init__(self, widgets, attrs)


# For admins and inlines with dated rows.
FIELDS: Any = {
    DateRangeField: {"widget": DaysWidget, "help_text": DATES_HELP},
    DateField: {"widget": DateInput},
}


class Logged(admin.ModelAdmin):
    """Every save and removal is also in the product's own log, with what changed."""

    formfield_overrides = FIELDS
    object_history_template = "admin/history.html"

    def parts_of(self, obj: Any) -> Iterable[Model]:
        """What belongs to the object, and has its history in the object's."""
        return ()

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Also what was done outside these pages, by dated moves and imports by hand."""
        obj = self.get_object(request, unquote(object_id))
        entries = acts_on([obj, *self.parts_of(obj)])[:HISTORY] if obj else ()
        more = {"entries": entries, **(extra_context or {})}
        return super().history_view(request, object_id, more)

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        before = {name: str(form.initial.get(name)) for name in form.changed_data} if change else {}
        super().save_model(request, obj, form, change)
        after = {name: str(form.cleaned_data.get(name)) for name in form.changed_data}
        after = {name: value for name, value in after.items() if "password" not in name}
        if after:
            act = "change" if change else "create"
            log(by=request.user, act=act, obj=obj, before=before, after=after)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        for act, rows in (("create", formset.new_objects), ("remove", formset.deleted_objects)):
            for row in rows:
                log(
                    by=request.user,
                    act=act,
                    obj=row,
                    after={"days": str(getattr(row, "valid", ""))},
                )

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        log(by=request.user, act="remove", obj=obj, before={"name": str(obj)})
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for obj in queryset:
            log(by=request.user, act="remove", obj=obj, before={"name": str(obj)})
        super().delete_queryset(request, queryset)


def page_of(site_admin: admin.ModelAdmin, view: Callable[..., HttpResponse]) -> Any:
    """A page of an admin's own, behind the same sign-in as the others and known as the admin's."""
    guarded: Any = site_admin.admin_site.admin_view(view)
    guarded.model_admin = site_admin
    return guarded


def ask(
    site_admin: admin.ModelAdmin,
    request: HttpRequest,
    *,
    title: str,
    form_class: type[forms.Form],
    about: list[Any],
    act: Callable[[Any, dict[str, Any]], Any],
    done: str,
    hidden: dict[str, Any] | None = None,
) -> HttpResponse:
    """A page that asks for the details of an act on `about`, does it to each, and says what failed.

    If nothing could be done, what was typed stays to be corrected. Used by actions too: then
    `hidden` repeats what the list page sent.
    """
    if not site_admin.has_change_permission(request):
        raise PermissionDenied
    form = form_class(request.POST if "act" in request.POST else None)
    if form.is_valid():
        ok = 0
        for thing in about:
            try:
                act(thing, form.cleaned_data)
                ok += 1
            except Refused as why:
                messages.error(request, str(why))
        if ok:
            messages.success(request, done % {"n": ok})
            return HttpResponseRedirect(_back(site_admin))
    context = site_admin.admin_site.each_context(request) | {
        "title": title,
        "form": form,
        "about": about,
        "opts": site_admin.model._meta,
        "hidden": hidden or {},
        "media": site_admin.media + form.media,
    }
    return render(request, "admin/ask.html", context)


def _back(site_admin: admin.ModelAdmin) -> str:
    meta = site_admin.model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
