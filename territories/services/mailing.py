"""E-mails about territories: by day where the company is, in the language of who reads them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone, translation

from teams import facts as teams
from ui import formats

# Nobody is written to at night.
FROM_HOUR, TO_HOUR = 7, 19


def is_day() -> bool:
    here = timezone.now().astimezone(ZoneInfo(teams.company().time_zone))
    return FROM_HOUR <= here.hour < TO_HOUR


@contextmanager
def words_of(person: Any) -> Iterator[None]:
    """Their language, else the company's; amounts in its currency."""
    company = teams.company()
    with (
        translation.override(person.language or company.language),
        formats.company_currency_is(company.currency),
    ):
        yield


def address(path: str) -> str:
    """The whole address of a page; "" where the company has not said where it is reached."""
    return f"{settings.BASE_URL}{path}" if settings.BASE_URL else ""
