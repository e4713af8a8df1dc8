"""Lists to choose from, in the reader's language."""

from datetime import date
from functools import lru_cache
from zoneinfo import available_timezones

from babel import Locale
from babel.dates import format_date, get_day_names
from babel.numbers import get_currency_name, get_territory_currencies
from django.utils.translation import get_language

type Choices = list[tuple[str, str]]

# Older names of zones that have a newer name by place.
_OLD = ("Etc/", "SystemV/", "posix/", "right/", "US/", "Brazil/", "Canada/", "Chile/", "Mexico/")


@lru_cache(maxsize=1)
def time_zones() -> Choices:
    """UTC, then the zones that are named by a place."""
    places = sorted(z for z in available_timezones() if "/" in z and not z.startswith(_OLD))
    return [("UTC", "UTC"), *((zone, zone.replace("_", " ")) for zone in places)]


def currencies() -> Choices:
    return _currencies(_locale())


def months() -> Choices:
    firsts = [date(2026, n, 1) for n in range(1, 13)]
    return [(str(d.month), format_date(d, "LLLL", _locale()).capitalize()) for d in firsts]


def weekdays() -> Choices:
    """0 is Monday."""
    names = get_day_names("wide", "stand-alone", _locale())
    return [(str(n), names[n].capitalize()) for n in range(7)]


@lru_cache(maxsize=8)
def _currencies(locale: str) -> Choices:
    """Code and name of what is legal tender somewhere today."""
    today = date.today()  # noqa: DTZ011 - a list of currencies does not depend on the hour
    territories = [code for code in map(str, Locale.parse(locale).territories) if code.isalpha()]
    codes = {
        code
        for territory in territories
        if len(territory) == 2
        for code in map(str, get_territory_currencies(territory, today, today))
    }
    return [(code, f"{code} {get_currency_name(code, locale=locale)}") for code in sorted(codes)]


def _locale() -> str:
    return (get_language() or "en").replace("-", "_")
