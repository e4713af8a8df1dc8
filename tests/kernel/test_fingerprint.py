from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.fingerprint import file_fingerprint, fingerprint


@given(st.dictionaries(st.text(), st.integers() | st.text() | st.booleans()))
def test_the_order_of_keys_does_not_matter(value):
    assert fingerprint(value) == fingerprint(dict(reversed(value.items())))


def test_equal_amounts_are_the_same_input():
    assert fingerprint({"a": Decimal("1.50")}) == fingerprint({"a": Decimal("1.5")})
    assert fingerprint({"a": {3, 1, 2}}) == fingerprint({"a": {2, 3, 1}})
    assert fingerprint({"a": date(2026, 1, 1)}) == fingerprint({"a": "2026-01-01"})


def test_a_dataclass_counts_by_its_fields():
    @dataclass
    class Inputs:
        day: date

    assert fingerprint(Inputs(date(2026, 1, 1))) != fingerprint(Inputs(date(2026, 1, 2)))


def test_what_has_no_plain_form_is_refused():
    with pytest.raises(TypeError, match="cannot fingerprint object"):
        fingerprint(object())


def test_a_file_is_known_by_its_bytes(tmp_path):
    (tmp_path / "a").write_bytes(b"")
    assert file_fingerprint(tmp_path / "a") == (
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )
