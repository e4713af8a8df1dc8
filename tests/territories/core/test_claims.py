"""The order of claims, and their bits."""

from territories.core.claims import WORD, Claim, bits, in_order, marked, ties
from territories.core.conditions import read
from tests.factories.territories import asks


def claim(pk, level=40, number=1, territory=1, role=1, **more):
    return Claim(pk, role, territory, level, number, **more)


def test_kind_then_number_then_id():
    last, rest, first, segment = claim(9), claim(1, 50), claim(2), claim(8, 30, 99)
    low = claim(7, number=0)
    assert in_order([last, rest, first, segment, low]) == [segment, low, first, last, rest]


def test_equals_of_other_territories_are_ties():
    claims = [claim(1), claim(2), claim(3, territory=2), claim(4, number=2), claim(5, role=2)]
    found = [one[: len(claims)] for one in ties(claims)]
    assert found == ["00100", "00100", "11000", "00000", "00000"]


def test_marks_fill_whole_words():
    claims = [claim(n) for n in range(WORD + 1)]
    assert marked(claims, claims[:2]) == "11".ljust(2 * WORD, "0")
    assert marked([], []) == ""


def test_bits_ask_one_field_only():
    asked = tuple(read([asks("country", "in", "France"), asks("city", "in", "Lyon")]))
    one = claim(1, include=asked, exclude=tuple(read([asks("country", "prefix", "F")])))
    text, params = bits("country", [one, claim(2)], "v")
    assert params == [["France"], ["F"]]
    assert text.count("NOT") == 1
    assert bits("city", [one], "v")[1] == [["Lyon"]]
