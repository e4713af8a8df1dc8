"""The company's settings: name, money, calendar, days off."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from teams import facts
from teams.access import OPERATORS, requires
from teams.forms.company import CompanyForm, DayOffForm, HolidaysForm
from teams.models import Company, Holiday
from teams.services import calendar
from teams.services.refused import Refused
from ui.period_picker import short_title, title

# Both this form and the one of the company have a name
DAY_OFF_IDS = "day-off-%s"


@requires(*OPERATORS)
def company(request: HttpRequest) -> HttpResponse:
    row = Company.objects.filter(pk=1).first() or Company(name="")
    if request.headers.get("HX-Request"):
        form = CompanyForm(request.GET, instance=row)
        return render(request, "teams/company_calendar.html", {"quarters": _preview(form)})
    form = CompanyForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        before = facts.company_foundation()
        calendar.set_company(by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        if before != facts.company_foundation():
            messages.info(request, _("All numbers follow within a few minutes."))
        return redirect("teams:company")
    return render(request, "teams/company.html", _page(form))


@require_POST
@requires(*OPERATORS)
def add_holidays(request: HttpRequest) -> HttpResponse:
    form = HolidaysForm(request.POST)
    if form.is_valid():
        try:
            n = calendar.add_holidays(by=request.user, years=[form.cleaned_data["year"]])
        except Refused as why:
            messages.error(request, str(why))
        else:
            told = ngettext("%(n)s day off added.", "%(n)s days off added.", n)
            messages.success(request, told % {"n": n})
    return redirect("teams:company")


@require_POST
@requires(*OPERATORS)
def add_day_off(request: HttpRequest) -> HttpResponse:
    form = DayOffForm(request.POST, auto_id=DAY_OFF_IDS)
    try:
        if form.is_valid():
            calendar.add_day_off(by=request.user, **form.cleaned_data)
            return redirect("teams:company")
    except Refused as why:
        form.add_error("day", str(why))
    row = Company.objects.filter(pk=1).first() or Company(name="")
    return render(request, "teams/company.html", _page(CompanyForm(instance=row), form), status=422)


@require_POST
@requires(*OPERATORS)
def remove_day_off(request: HttpRequest, pk: int) -> HttpResponse:
    calendar.remove_holiday(by=request.user, holiday=get_object_or_404(Holiday, pk=pk))
    return redirect("teams:company")


def _page(form: CompanyForm, day_off: DayOffForm | None = None) -> dict[str, Any]:
    today = facts.today()
    return {
        "title": _("Company"),
        "lede": _("Name, money, calendar and days off. Every number on every page follows these."),
        "page_class": "narrow wide",
        "form": form,
        "quarters": _preview(form),
        "days_off": Holiday.objects.filter(day__gte=today - timedelta(365)).order_by("day"),
        "today": today,
        "national": HolidaysForm(),
        "day_off": day_off or DayOffForm(auto_id=DAY_OFF_IDS),
    }


def _preview(form: CompanyForm) -> list[dict[str, Any]]:
    """The quarters of this fiscal year in the calendar that the form describes, month by month."""
    if form.is_bound:
        form.is_valid()
        wanted = {n: form.cleaned_data[n] for n in form.CALENDAR if n in form.cleaned_data}
        if {"fiscal_year_start", "fiscal_pattern", "week_start"} - set(wanted):
            return []
        row = Company(**wanted)
    else:
        row = form.instance
    chosen = facts.calendar_of(row, facts.company().calendar.holidays)
    year = chosen.year_of(facts.today())
    months = [
        {
            "quarter": title(chosen.quarter_of(month.start)),
            "name": short_title(month),
            "start": month.start,
            "last": month.end - timedelta(1),
            "weeks": month.days // 7 if chosen.pattern else None,
            "workdays": chosen.workdays_between(month.start, month.end),
        }
        for month in chosen.months(year.start, year.end)
    ]
    return [
        {"name": q[0]["quarter"], "months": q} for q in (months[n : n + 3] for n in (0, 3, 6, 9))
    ]
