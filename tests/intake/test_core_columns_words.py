"""Ids are text, hashed e-mails are no addresses, and what was decoded twice is told."""

import pytest

from intake.core.columns.words import (
    BooleanReader,
    ChoiceReader,
    EmailReader,
    IdReader,
    IdStudy,
    TextReader,
)
from intake.core.tables import DateCell, NumberCell


def ids(cells):
    study = IdStudy()
    study.see(set(cells))
    values, flaws = IdReader(study.decide()).read(cells)
    return list(values), [f.kind for _, f in flaws]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(["01581", "00001"], ["01581", "00001"], id="leading zeros"),
        pytest.param(["84.0", "158.0"], ["84", "158"], id="all ended in .0"),
        pytest.param(["006q000000HddohAAB"], ["006q000000HddohAAB"], id="Salesforce"),
        pytest.param(["TDK+SgtPSM3Vk67zX9aeRA=="], ["TDK+SgtPSM3Vk67zX9aeRA=="], id="hashed"),
        pytest.param([NumberCell("29825")], ["29825"], id="number of a workbook"),
        pytest.param([" a ", ""], ["a", ""], id="trimmed"),
    ],
)
def test_ids_are_text(cells, expected):
    assert ids(cells) == (expected, [])


def test_only_some_ids_end_in_zero():
    assert ids(["84.0", "A7"]) == (["84.0", "A7"], ["id_decimal"])


@pytest.mark.parametrize("cell", [DateCell("2019-07-13"), "2019-07-13", "13/07/2019"])
def test_dates_are_no_ids(cell):
    assert ids([cell]) == ([""], ["id_is_date"])


def test_rounded_ids_are_refused():
    assert ids(["1.23457E+17", "12"])[1] == ["id_scientific"]


@pytest.mark.parametrize(
    ("cell", "address"),
    [
        ("Ana@Example.com", "ana@example.com"),
        ("Ana <ana@example.com>", "ana@example.com"),
        ("ana@example.com, b@example.com", "ana@example.com"),
        ("D4b1Qin+gQP3CpRZBVVTzw==", ""),
        ("ana@@example.com", ""),
    ],
)
def test_addresses(cell, address):
    assert EmailReader().read([cell])[0] == [address]


def test_words():
    reader = TextReader(limit=5)
    values, flaws = reader.read(["José", "JosÃ©", "a\nb", "too long", "#REF!", "a\x01"])
    assert list(values) == ["José", "JosÃ©", "a b", "too l", "", ""]
    kinds = [f.kind for _, f in flaws]
    assert kinds == ["double_encoded", "text_too_long", "error_cell", "control_character"]


def test_yes_and_no():
    cells = ["1", "TRUE", "oui", "0", "No", "", "maybe"]
    values, flaws = BooleanReader().read(cells)
    assert list(values) == ["true", "true", "true", "false", "false", "", ""]
    assert [i for i, _ in flaws] == [6]


def test_choices():
    reader = ChoiceReader({"closed won": "won", "open": "open"})
    values, flaws = reader.read(["Closed_Won", "OPEN", "x"])
    assert list(values) == ["won", "open", ""]
    assert flaws[0][1].message == "Not one of: won, open."
