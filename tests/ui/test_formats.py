"""How numbers and dates are written, in both languages."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from ui import formats

N = "\u00a0"  # no-break
T = "\u202f"  # narrow no-break, in French thousands

CASES = [
    (formats.money, 3_530_000, "$3.53M", f"3,53{N}M$"),
    (formats.money, 15_340_000, "$15.3M", f"15,3{N}M$"),
    (formats.money, 153_000_000, "$153M", f"153{N}M$"),
    (formats.money, 1_250_000_000, "$1.25B", f"1,25{N}Md$"),
    (formats.money, Decimal("161500"), "$161.5k", f"161,5{N}k$"),
    (formats.money, 999_960, "$1.00M", f"1,00{N}M$"),
    (formats.money, 9_996_000, "$10.0M", f"10,0{N}M$"),
    (formats.money, 999.6, "$1.0k", f"1,0{N}k$"),
    (formats.money, 950, "$950", f"950{N}$"),
    (formats.money, 0, "$0", f"0{N}$"),
    (formats.money, -0.3, "$0", f"0{N}$"),
    (formats.money_round, 10_000_000, "$10M", f"10{N}M$"),
    (formats.money_round, 2_500_000, "$2.5M", f"2,5{N}M$"),
    (formats.money_round, 500_000, "$500k", f"500{N}k$"),
    (formats.money_short, 37_200, "$37k", f"37{N}k$"),
    (formats.money_short, -151_000, "−$151k", f"−151{N}k$"),
    (formats.money_change, 41_000, "+$41k", f"+41{N}k$"),
    (formats.money_change, 0, "$0", f"0{N}$"),
    (formats.money_exact, 7937, "$7,937.00", f"7{T}937,00{N}$US"),
    (formats.money_exact, Decimal("-0.005"), "−$0.01", f"−0,01{N}$US"),
    (formats.thousands, 9_260_123, "9,260", f"9{T}260"),
    (formats.percent, 0.381, "38%", f"38{N}%"),
    (formats.percent, -0.001, "0%", f"0{N}%"),
    (formats.change, 0.097, "+9.7%", f"+9,7{N}%"),
    (formats.points, 0.067, "+6.7 pts", "+6,7 pts"),
    (formats.points, -0.125, "−12.5 pts", "−12,5 pts"),
    (formats.points, -0.0001, "0.0 pts", "0,0 pts"),
    (formats.times, 2.66, "2.7×", "2,7×"),
    (formats.count, 1126, "1,126", f"1{T}126"),
    (formats.signed, -127, "−127", "−127"),
    (formats.day_long, date(2026, 6, 16), "16 June 2026", "16 juin 2026"),
    (formats.day, date(2019, 6, 16), "16 Jun 2019", "16 juin 2019"),
    (formats.month_name, date(2026, 6, 16), "Jun", "juin"),
]
ALL = [
    getattr(formats, name)
    for name in [
        "money",
        "money_short",
        "money_change",
        "money_exact",
        "thousands",
        "percent",
        "change",
        "points",
        "times",
        "days",
        "count",
        "signed",
        "amount",
    ]
]


@pytest.mark.parametrize(("form", "value", "english", "_french"), CASES)
def test_english(form, value, english: str, _french: str) -> None:
    with override("en"):
        assert form(value) == english


@pytest.mark.parametrize(("form", "value", "_english", "french"), CASES)
def test_french(form, value, _english: str, french: str) -> None:
    # The letter behind billions is a translation; numbers and spaces are what is tested here.
    with override("fr"):
        assert form(value).replace(f"{N}B$", f"{N}Md$") == french


@pytest.mark.parametrize("form", ALL, ids=lambda f: f.__name__)
@pytest.mark.parametrize("unknown", [None, float("nan"), float("inf"), "", "abc", Decimal("NaN")])
def test_unknown_is_empty(form, unknown) -> None:
    assert form(unknown) == ""


def test_a_foreign_currency_keeps_its_letters() -> None:
    with override("en"):
        assert formats.money(48_000, "CAD") == "CA$48.0k"
        assert formats.money_exact(48_000, "CAD") == "CA$48,000.00"
        assert formats.money_exact(48_000, "JPY") == "¥48,000"
        assert formats.money_exact(Decimal("1.0005"), "KWD") == "KWD1.001"


def test_the_companys_currency_is_used() -> None:
    with formats.company_currency_is("EUR"):
        with override("en"):
            assert (formats.money(1500), formats.money_unit()) == ("€1.5k", "€k")
        with override("fr"):
            assert (formats.money(1500), formats.money_unit()) == (f"1,5{N}k€", "k€")


def test_days_have_a_singular() -> None:
    with override("en"):
        assert [formats.days(n) for n in (0, 1, 64)] == ["0 days", "1 day", "64 days"]


def test_times_are_those_of_the_reader(settings) -> None:
    with override("en"):
        assert formats.clock(datetime(2026, 6, 16, 6, 10, tzinfo=UTC)) == "06:10"
        assert formats.moment(datetime(2019, 6, 16, 6, 10, tzinfo=UTC)) == "16 Jun 2019 06:10"
        assert formats.moment(None) == formats.clock(None) == formats.day(None) == ""


def test_every_unit_has_every_style() -> None:
    for unit in [
        "money",
        "percent",
        "ratio",
        "points",
        "days",
        "count",
        "number",
        "score",
        "money_per_day",
    ]:
        for style in ("tile", "table", "exact"):
            assert formats.show(1.5, unit, style)
            assert formats.show(None, unit, style) == ""
    with pytest.raises(ValueError, match="known: count"):
        formats.show(1, "furlongs")


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**14), max_value=10**14
    )
)
def test_what_is_written_is_near_the_value(value: Decimal) -> None:
    with override("en"):
        exact = formats.money_exact(value)
        read = Decimal(exact.replace("$", "").replace(",", "").replace(formats.MINUS, "-"))
        assert abs(read - value) <= Decimal("0.005")
        assert (formats.MINUS in formats.money(value)) <= (value < 0)


@given(st.integers(-(10**15), 10**15))
def test_compact_keeps_three_digits(value: int) -> None:
    letters = {"k": 10**3, "M": 10**6, "B": 10**9}
    with override("en"):
        text = formats.money(value).replace("$", "").replace(",", "").replace(formats.MINUS, "-")
    factor = letters.get(text[-1], 1)
    read = Decimal(text.rstrip("kMB")) * factor
    assert abs(read - value) <= max(abs(value) * Decimal("0.05"), Decimal(1))
