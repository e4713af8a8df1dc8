"""The company's settings and its holidays."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import holidays as national
from babel import Locale
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from holidays.registry import COUNTRIES

from audit.services import log
from teams.memory import forget
from teams.models import Company, Holiday
from teams.services.refused import Refused


def set_company(*, by: Any, **fields: Any) -> Company:
    """Set the company up, or change it. Only what differs is logged."""
    with transaction.atomic():
        known = Company.objects.select_for_update().filter(pk=1).first()
        row = known or Company(pk=1)
        before = {name: _plain(getattr(row, name)) for name in fields} if known else {}
        for name, value in fields.items():
            setattr(row, name, value)
        row.full_clean(validate_unique=False)
        row.save()
        after = {name: _plain(getattr(row, name)) for name in fields}
        changed = {name: value for name, value in after.items() if before.get(name, row) != value}
        if changed:
            old = {name: before[name] for name in changed if name in before}
            log(by=by, act="change" if known else "create", obj=row, before=old, after=changed)
    forget()
    return row


def add_holidays(*, by: Any, years: Iterable[int], country: str = "") -> int:
    """National holidays of a country (default: the company's) that are not there yet; how many."""
    row = Company.objects.filter(pk=1).first()
    country = (country or (row.country if row else "")).upper()
    if country not in _codes():
        raise Refused(_("Choose the country first: its holidays are added."))
    found = national.country_holidays(country, years=list(years), language=_language(country))
    with transaction.atomic():
        known = set(Holiday.objects.filter(day__in=list(found)).values_list("day", flat=True))
        new = [Holiday(day=d, name=n[:120]) for d, n in sorted(found.items()) if d not in known]
        Holiday.objects.bulk_create(new, ignore_conflicts=True)
        if new and row:
            days = [str(one) for one in new]
            log(by=by, act="add_holidays", obj=row, after={"country": country, "days": days})
    forget()
    return len(new)


def add_day_off(*, by: Any, day: date, name: str) -> Holiday:
    """A day of the company's own on which nobody works."""
    if known := Holiday.objects.filter(day=day).first():
        raise Refused(_("That day is off already: %(name)s.") % {"name": known.name})
    row = Holiday.objects.create(day=day, name=name)
    log(by=by, act="create", obj=row)
    forget()
    return row


def remove_holiday(*, by: Any, holiday: Holiday) -> None:
    """The company works on that day after all."""
    log(by=by, act="remove_holiday", obj=holiday, before={"day": str(holiday)})
    holiday.delete()
    forget()


def countries() -> list[tuple[str, str]]:
    """Code and name, in the reader's language, of each country whose holidays are known."""
    names = Locale.parse(get_language() or "en", sep="-").territories
    return sorted(((code, names.get(code, code)) for code in _codes()), key=lambda one: one[1])


def _codes() -> set[str]:
    return {entry[1] for entry in COUNTRIES.values()}


def _language(country: str) -> str | None:
    """The reader's language if the country's holidays are known in it; None: the country's own."""
    known = getattr(national.country_holidays(country), "supported_languages", ())
    wanted = (get_language() or "en")[:2]
    return next((code for code in known if code.split("_")[0] == wanted), None)


def _plain(value: Any) -> Any:
    return value if isinstance(value, (str, int, bool, list, type(None))) else str(value)
