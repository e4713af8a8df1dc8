"""Numbers are read by the column; what a spreadsheet damaged is refused, not read as millions."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.core.columns.money import CurrencyReader, MoneyReader
from intake.core.columns.numbers import NumberConvention, NumberReader, NumberStudy
from intake.core.columns.percents import PercentReader, PercentStudy
from intake.core.issues import Flaw, Severity
from intake.core.tables import NumberCell


def read(cells, wanted="", reader=MoneyReader, **options):
    study = NumberStudy()
    study.see(set(cells))
    convention = study.decide(wanted)
    if isinstance(convention, Flaw):
        return convention
    values, flaws = reader(convention, **options).read(cells)
    return [Decimal(v) if v else None for v in values], [f.kind for _, f in flaws]


@pytest.mark.parametrize(
    ("cells", "amounts"),
    [
        pytest.param(["500000", "", "-3"], ["500000", None, "-3"], id="plain"),
        pytest.param(["100.0", "12.50"], ["100.0", "12.50"], id="points"),
        pytest.param(["20565.6206"], ["20565.6206"], id="four decimals"),
        pytest.param(["1,234.56"], ["1234.56"], id="comma thousands"),
        pytest.param(["1 234,56"], ["1234.56"], id="space thousands, comma decimals"),
        pytest.param(["1 234,56", "7"], ["1234.56", "7"], id="narrow space"),
        pytest.param(["1.234,56"], ["1234.56"], id="point thousands"),
        pytest.param(["1'234.50"], ["1234.50"], id="swiss"),
        pytest.param(["$1,234,567"], ["1234567"], id="dollar"),
        pytest.param(["£1 000"], ["1000"], id="pound"),
        pytest.param(["250k", "1.25M"], ["250000", "1250000"], id="k and M"),
        pytest.param(["1 200 €"], ["1200"], id="euro behind"),
        pytest.param(["CA$48,000.00"], ["48000.00"], id="canadian"),
        pytest.param(["USD 1,200.50"], ["1200.50"], id="code"),
        pytest.param(["(1,234)", "5,000.1"], ["-1234", "5000.1"], id="brackets are negative"),
        pytest.param(["−5"], ["-5"], id="true minus"),
        pytest.param(["1.5E+3"], ["1500"], id="scientific"),
        pytest.param([NumberCell("2024.994")], ["2024.994"], id="number of a workbook"),
    ],
)
def test_reads(cells, amounts):
    expected = [Decimal(a) if a else None for a in amounts]
    assert read(cells) == (expected, [])


def test_proof_of_both_conventions_refuses_every_value_with_a_separator():
    values, flaws = read(["2,024,994", "80,746", "5,7", "12"])
    assert values == [None, None, None, Decimal(12)]
    assert flaws == ["number_mixed"] * 3


def test_a_damaged_neighbour_spoils_trust():
    convention = NumberConvention(".", sibling="UnitPrice")
    _, flaws = MoneyReader(convention).read(["2,024,994"])
    assert [f.kind for _, f in flaws] == ["number_sibling"]


@pytest.mark.parametrize("cells", [["1,234"], ["1.234", "5.678"]])
def test_nothing_proven_is_a_question(cells):
    asked = read(cells)
    assert isinstance(asked, Flaw)
    assert asked.severity == Severity.QUESTION


def test_the_answer_decides():
    assert read(["1,234"], ".") == ([Decimal(1234)], [])
    assert read(["1,234"], ",") == ([Decimal("1.234")], [])


@pytest.mark.parametrize("cell", ["n/a", "12 or 13", "1,2,3", "12abc", "--5", "1.2.3,4", "="])
def test_what_is_no_number_is_said(cell):
    _, flaws = MoneyReader(NumberConvention(".")).read([cell])
    assert len(flaws) == 1


def test_limits():
    reader = MoneyReader(NumberConvention("."), positive=True)
    kinds = [f.kind for _, f in reader.read(["-12000", "1" * 16, "5"])[1]]
    assert kinds == ["negative", "number_too_large"]
    whole = NumberReader(NumberConvention("."), whole=True)
    assert whole.read(["84.0", "1.5"])[0] == ["84", ""]


def test_currencies_in_the_text_are_remembered():
    reader = MoneyReader(NumberConvention("."))
    reader.read(["£1 000", "$5", "7 EUR", "9"])
    assert reader.found == {"£1 000": "GBP", "7 EUR": "EUR"}


@pytest.mark.parametrize(("cell", "code"), [("usd", "USD"), ("US$", "USD"), ("€", "EUR"), ("", "")])
def test_currency_codes(cell, code):
    assert CurrencyReader().read([cell]) == ([code], [])


@pytest.mark.parametrize(("cell", "meant"), [("CDN", "CAD"), ("EURO", "EUR"), ("GBPP", "GBP")])
def test_unknown_codes_get_a_suggestion(cell, meant):
    flaw = CurrencyReader().read([cell])[1][0][1]
    assert flaw.message == f"Unknown code. Did you mean {meant}?"


def percents(cells, *, as_percent=False):
    study = PercentStudy()
    study.see(set(cells))
    values, flaws = PercentReader(*study.decide(), as_percent=as_percent).read(cells)
    return list(values), [f.kind for _, f in flaws]


@pytest.mark.parametrize(
    ("cells", "shares"),
    [
        pytest.param(["10", "100", "0"], ["0.1", "1", "0"], id="percent"),
        pytest.param(["0.1", "1", "0"], ["0.1", "1", "0"], id="shares"),
        pytest.param(["10%", "0.5%"], ["0.1", "0.005"], id="signs"),
        pytest.param(["0,125"], ["0.125"], id="decimal comma"),
    ],
)
def test_percent_or_share_is_said_by_the_column(cells, shares):
    assert percents(cells) == (shares, [])


def test_stray_shares_and_impossible_percentages():
    values, flaws = percents(["10", "0.5", "1000"])
    assert values == ["0.1", "", ""]
    assert flaws == ["percent_mixed", "percent_range"]


def test_split_shares_are_kept_as_percent():
    assert percents(["0.5", "0.25"], as_percent=True)[0] == ["50", "25"]


amounts = st.decimals(
    min_value=-(10**9), max_value=10**9, places=2, allow_nan=False, allow_infinity=False
)


@given(st.lists(amounts, min_size=1, max_size=20))
def test_any_convention_reads_back_or_asks(numbers):
    for decimal, thousands in ((".", ","), (",", "."), (",", " "), (".", "'")):
        cells = [
            f"{n:,.2f}".translate(str.maketrans({",": thousands, ".": decimal})) for n in numbers
        ]
        found = read(cells)
        assert isinstance(found, Flaw) or found == (numbers, [])
