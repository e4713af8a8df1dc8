"""How numbers, money and dates are written, for the reader's language and the company's currency.

Every function takes the plain value and gives text; None, NaN and infinity are unknown and give "".
Rounding is half away from zero and for display only. A value that rounds to zero has no sign.
Minus is U+2212. French puts a narrow no-break space in thousands and a no-break space before units.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_currency, get_currency_symbol
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from kernel.money import digits as currency_digits
from kernel.money import round_money

MINUS = "−"
NBSP = "\u00a0"
_currency: ContextVar[Any] = ContextVar("company_currency", default="")


@contextmanager
def company_currency_is(currency: Any) -> Iterator[None]:
    """The company's currency for a piece of work, as `translation.override` is for the language.

    It may be lazy: it is read when the first amount is written.
    """
    token = _currency.set(currency)
    try:
        yield
    finally:
        _currency.reset(token)


def company_currency() -> str:
    return str(_currency.get()) or getattr(settings, "BASE_CURRENCY", "USD")


# Numbers ---------------------------------------------------------------------------------------


def count(value: Any, digits: int = 0) -> str:
    """1,126; negative with a true minus."""
    number = _decimal(value, digits)
    return "" if number is None else _sign(number) + _plain(number, digits)


def signed(value: Any, digits: int = 0) -> str:
    """A change: +212, −127, 0."""
    number = _decimal(value, digits)
    return "" if number is None else _sign(number, plus=True) + _plain(number, digits)


def percent(value: Any, digits: int = 0) -> str:
    """0.381 → 38%; one digit in tiles."""
    number = _decimal(value, digits, times=100)
    return "" if number is None else _sign(number) + _plain(number, digits) + _percent_sign()


def change(value: Any, digits: int = 1) -> str:
    """A relative change: 0.097 → +9.7%."""
    number = _decimal(value, digits, times=100)
    if number is None:
        return ""
    return _sign(number, plus=True) + _plain(number, digits) + _percent_sign()


def points(value: Any, digits: int = 1) -> str:
    """A difference of two percentages: 0.067 → +6.7 pts."""
    text = signed(None if value is None else _times(value, 100), digits)
    return text and _("%(number)s pts") % {"number": text}


def times(value: Any, digits: int = 1) -> str:
    """A ratio such as coverage: 2.7×."""
    text = count(value, digits)
    return text and f"{text}×"


def days(value: Any) -> str:
    number = _decimal(value, 0)
    if number is None:
        return ""
    return ngettext("%(number)s day", "%(number)s days", int(abs(number))) % {
        "number": count(number)
    }


# Money -----------------------------------------------------------------------------------------


def money(
    value: Any,
    currency: str | None = None,
    *,
    short: bool = False,
    plus: bool = False,
    trim: bool = False,
) -> str:
    """Compact with symbol: $3.53M, $161.5k, $950.

    `short` drops the decimal of thousands ($37k), `plus` signs a change, `trim` drops zeros.
    """
    number = _decimal(value, 0, exact=True)
    if number is None:
        return ""
    language = _language()
    scaled, digits, letter = _compact(abs(number), _scales(language), short=short)
    symbol = _short_symbol(currency or company_currency(), language)
    sign = _sign(number if scaled else Decimal(0), plus=plus)
    while trim and digits and scaled == _rounded(scaled, digits - 1):
        digits -= 1
    text = _plain(scaled, digits, language)
    if _is_french(language):
        gap = NBSP if symbol.isalpha() and letter else ""
        return f"{sign}{text}{NBSP}{letter}{gap}{symbol}"
    return f"{sign}{symbol}{text}{letter}"


def money_round(value: Any, currency: str | None = None) -> str:
    """Compact without decimals that are zero, for axes: $10M, $2.5M, $500k."""
    return money(value, currency, trim=True)


def money_short(value: Any, currency: str | None = None) -> str:
    return money(value, currency, short=True)


def money_change(value: Any, currency: str | None = None) -> str:
    """A change of money: +$41k, −$151k."""
    return money(value, currency, short=True, plus=True)


def money_exact(value: Any, currency: str | None = None) -> str:
    """With all decimals of the currency, as pay and single deals need: $7,937.00, 7 937,00 $US."""
    code = currency or company_currency()
    number = _decimal(value, 4, exact=True)
    if number is None:
        return ""
    rounded = round_money(number, code)
    text = format_currency(
        abs(rounded),
        code,
        locale=_locale(_language()),
        currency_digits=True,
        decimal_quantization=True,
    )
    return _sign(rounded) + text


def thousands(value: Any) -> str:
    """Plain digits of thousands, for a column headed `money_unit()`: 9,260."""
    number = _decimal(value, 4, exact=True)
    return "" if number is None else count(number / 1000)


def money_unit(currency: str | None = None) -> str:
    """The unit of such a column: $k, k$."""
    language = _language()
    symbol = _short_symbol(currency or company_currency(), language)
    return f"k{symbol}" if _is_french(language) else f"{symbol}k"


def amount(value: Any, currency: str | None = None) -> str:
    """Digits without symbol at the currency's decimals, for exact columns: 7,937.00."""
    return count(value, currency_digits(currency or company_currency()))


# By unit ---------------------------------------------------------------------------------------

_TILE = {
    "money": money,
    "percent": lambda v: percent(v, 1),
    "points": points,
    "ratio": times,
    "days": days,
    "count": count,
    "number": lambda v: count(v, 1),
    "score": count,
    "money_per_day": lambda v: money(v) and _("%(money)s a day") % {"money": money(v)},
}
_TABLE = _TILE | {
    "money": thousands,
    "percent": percent,
    "days": count,
    "money_per_day": money_short,
}
_EXACT = _TILE | {
    "money": money_exact,
    "percent": lambda v: percent(v, 2),
    "ratio": lambda v: times(v, 2),
    "number": lambda v: count(v, 2),
}
_STYLES = {"tile": _TILE, "table": _TABLE, "exact": _EXACT}


def show(value: Any, unit: str, style: str = "tile") -> str:
    """A value by its unit (a KPI's `unit`), as it stands in a tile, a table or an exact list."""
    formats = _STYLES[style]
    if unit not in formats:
        raise ValueError(f"unknown unit {unit!r}; known: {', '.join(sorted(formats))}")
    return formats[unit](value)


# Dates -----------------------------------------------------------------------------------------


def day(value: date | None) -> str:
    """16 Jun, with the year when it is not this one."""
    if value is None:
        return ""
    local = _local(value)
    this_year = local.year == timezone.localdate().year
    return _date(local, "d MMM" if this_year else "d MMM y")


def day_long(value: date | None) -> str:
    """16 June 2026."""
    return "" if value is None else _date(_local(value), "d MMMM y")


def month_name(value: date | None) -> str:
    """Jun, juin."""
    return "" if value is None else _date(value, "MMM")


def clock(value: datetime | None) -> str:
    """06:10, in the person's time zone."""
    return "" if value is None else f"{timezone.localtime(value):%H:%M}"


def moment(value: datetime | None) -> str:
    """When something happened: 06:10 today, 16 Jun 06:10."""
    if value is None:
        return ""
    if timezone.localdate(value) == timezone.localdate():
        return _("%(time)s today") % {"time": clock(value)}
    return f"{day(value)} {clock(value)}"


# Inside ----------------------------------------------------------------------------------------


def _decimal(value: Any, digits: int, times: int = 1, *, exact: bool = False) -> Decimal | None:
    if value is None or value == "":
        return None
    try:
        number = value if isinstance(value, Decimal) else Decimal(str(value))
    except InvalidOperation:
        return None
    if not number.is_finite():
        return None
    number *= times
    return number if exact else _rounded(number, digits)


def _times(value: Any, by: int) -> Decimal | None:
    return _decimal(value, 0, by, exact=True)


def _compact(
    number: Decimal, scales: list[tuple[int, str]], *, short: bool
) -> tuple[Decimal, int, str]:
    """Scaled number, its digits and the letter; what rounds up to 1,000k is written as 1.00M."""
    scaled, digits, letter = number, 0, ""
    for factor, next_letter in scales:
        if _rounded(scaled, digits) < 1000:
            break
        scaled, letter = number / factor, next_letter
        digits = (0 if short else 1) if letter == "k" else _three_digits(scaled, short=short)
    return _rounded(scaled, digits), digits, letter


def _rounded(number: Decimal, digits: int) -> Decimal:
    return number.quantize(_step(digits), ROUND_HALF_UP)


@lru_cache(maxsize=32)
def _step(digits: int) -> Decimal:
    return Decimal(1).scaleb(-digits)


@lru_cache(maxsize=32)
def _scales(_language: str) -> list[tuple[int, str]]:
    """Factors and their letters in the language that is active; asked hundreds of times a page."""
    return [
        (10**3, "k"),
        (10**6, pgettext("millions, behind a number", "M")),
        (10**9, pgettext("thousand millions, behind a number", "B")),
    ]


def _three_digits(scaled: Decimal, *, short: bool) -> int:
    if short:
        return 1 if scaled < 100 else 0
    return 2 if scaled < Decimal("9.995") else 1 if scaled < Decimal("99.95") else 0


def _plain(number: Decimal, digits: int, language: str = "") -> str:
    return f"{abs(number):,.{digits}f}".translate(_separators(language or _language()))


def _sign(number: Decimal, *, plus: bool = False) -> str:
    if number < 0:
        return MINUS
    return "+" if plus and number > 0 else ""


def _language() -> str:
    return get_language() or "en"


def _is_french(language: str) -> bool:
    """French writes the unit behind the number, with a no-break space."""
    return language.startswith("fr")


def _percent_sign() -> str:
    return f"{NBSP}%" if _is_french(_language()) else "%"


@lru_cache(maxsize=16)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


@lru_cache(maxsize=16)
def _separators(language: str) -> dict[int, str]:
    symbols = _locale(language).number_symbols["latn"]
    return str.maketrans({",": symbols["group"], ".": symbols["decimal"]})


@lru_cache(maxsize=256)
def _symbol(currency: str, language: str) -> str:
    return get_currency_symbol(currency, _locale(language))


def _short_symbol(currency: str, language: str) -> str:
    """The company's own currency goes without its country letters: $ instead of $US."""
    symbol = _symbol(currency, language)
    if currency != company_currency():
        return symbol
    return "".join(c for c in symbol if not c.isalpha()) or symbol


def _local(value: date) -> date:
    return timezone.localdate(value) if isinstance(value, datetime) else value


def _date(value: date, pattern: str) -> str:
    return format_date(value, pattern, locale=_locale(_language()))
