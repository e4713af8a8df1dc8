"""The company, its days off, its rates, and who is away."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from audit.admin_parts import Logged, ask, page_of
from teams.admin.structure import DatedList, Now
from teams.forms.company import CompanyForm, HolidaysForm
from teams.forms.organisation import AbsenceForm
from teams.models import Absence, Company, ExchangeRate, Holiday
from teams.services.calendar import add_holidays, set_company


@admin.register(Company)
class CompanyAdmin(admin.ModelAdmin):
    """Exactly one row: the list leads to it, it can't be removed."""

    form = CompanyForm
    fieldsets = [
        (None, {"fields": CompanyForm.GENERAL}),
        (gettext_lazy("Calendar"), {"fields": CompanyForm.CALENDAR}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Company.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if Company.objects.exists():
            return redirect("admin:teams_company_change", 1)
        return super().changelist_view(request, extra_context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        stored = set_company(by=request.user, **form.cleaned_data)
        obj.pk, obj.name = stored.pk, stored.name


@admin.register(Holiday)
class HolidayAdmin(Logged):
    list_display = ["day", "name"]
    search_fields = ["name"]
    date_hierarchy = "day"
    change_list_template = "admin/teams/holiday_change_list.html"

    def get_urls(self) -> list[URLPattern]:
        national = page_of(self, self.national)
        return [path("national/", national, name="teams_holiday_national"), *super().get_urls()]

    def national(self, request: HttpRequest) -> HttpResponse:
        def add(_about: Any, details: dict[str, Any]) -> None:
            n = add_holidays(by=request.user, years=[details["year"]])
            said = ngettext("%(n)s day off is new.", "%(n)s days off are new.", n)
            messages.info(request, said % {"n": n})

        return ask(
            self,
            request,
            title=_("Add national holidays"),
            form_class=HolidaysForm,
            about=[_("Holidays of the company's country; days that are off already stay.")],
            act=add,
            done=_("Done."),
        )


@admin.register(ExchangeRate)
class ExchangeRateAdmin(Logged):
    """A rate that was used is not changed: add one from a later day."""

    list_display = ["currency", "day", "rate"]
    list_filter = ["currency"]
    search_fields = ["currency"]
    date_hierarchy = "day"
    exclude = ["run"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and super().has_change_permission(request, obj)


@admin.register(Absence)
class AbsenceAdmin(DatedList):
    form = AbsenceForm
    list_display = ["rep", "since", "until", "reason"]
    list_select_related = ["rep"]
    list_filter = [Now]
    exclude = []
