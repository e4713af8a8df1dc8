import pytest
from hypothesis import given
from hypothesis import strategies as st

from teams.core.scope import KINDS, Scope, UnknownScope, near_keys, parse_key


@given(kind=st.sampled_from(KINDS[1:]), slug=st.text(min_size=1).map(str.strip).filter(bool))
def test_a_key_is_read_back(kind, slug):
    assert parse_key(Scope(kind, 7, slug).key) == (kind, slug)


def test_the_company_needs_no_slug():
    assert Scope("company").key == "company"
    assert parse_key(" company ") == ("company", "")


@pytest.mark.parametrize("key", ["", "team", "team:", "company:x", "planet:mars", ":x"])
def test_other_words_are_refused_with_what_is_accepted(key):
    with pytest.raises(UnknownScope, match="write company, team:SLUG, rep:CRM-ID"):
        parse_key(key)


def test_near_keys_ignore_case_and_are_few():
    known = [f"team-{n}" for n in range(50)] + ["EMEA"]
    assert near_keys("team", "emea", known) == ["team:EMEA"]
    assert len(near_keys("team", "zzzzzz", known)) == 5
    assert near_keys("team", "x", []) == []


def test_a_scope_is_shown_by_its_name():
    assert str(Scope("rep", 1, "R-1", "Bob")) == "Bob"
    assert str(Scope("rep", 1, "R-1")) == "rep:R-1"
