"""What a single value must look like; the friendly message of a form and of the admin."""

from functools import cache
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def check_zone(name: str) -> None:
    if name not in _zones():
        raise ValidationError(
            _("“%(name)s” is no time zone. Write one like Europe/Paris or America/New_York."),
            params={"name": name},
        )


@cache
def _zones() -> set[str]:
    """Hundreds of files are opened to find them; they change with the operating system."""
    return available_timezones()


def check_currency(code: str) -> None:
    """Three capital letters, as in ISO 4217; which codes exist changes faster than releases do."""
    if not (len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()):
        raise ValidationError(
            _("“%(code)s” is no currency code. Write three capital letters, like USD."),
            params={"code": code},
        )
