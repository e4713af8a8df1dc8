"""Problems are said in the language of the reader, also those that a worker found."""

import pytest
from django.utils.translation import override

from intake.core.issues import Issue
from intake.wording import counted, sentence

SAID = {"text": "as it was said", "code": "unknown_owner", "column": "owner", "value": "Zoë"}


def test_what_a_worker_said_is_said_again_to_the_reader():
    with override("fr"):
        found = sentence("said", SAID)
    assert "Zoë" in found
    assert "n’est pas connu pour propriétaire" in found


def test_a_field_keeps_its_own_name_in_english():
    with override("en"):
        assert "close_date is empty" in sentence(
            "said", SAID | {"code": "missing", "column": "close_date"}
        )


def test_a_code_that_is_not_known_any_more_keeps_its_words():
    assert sentence("said", SAID | {"code": "gone"}) == "as it was said"
    assert sentence("said", {"text": "older"}) == "older"


def test_a_sentence_with_values_is_translated_before_they_go_in():
    with override("fr"):
        assert sentence("too_large", {"size": 12, "limit": 10}).startswith("Le fichier fait 12 Mo")


@pytest.mark.parametrize(
    ("kind", "params", "words"),
    [
        ("row_short", {"found": 1, "expected": 3}, "1 cell,"),
        ("row_short", {"found": 2, "expected": 3}, "2 cells,"),
        ("number_ambiguous", {"count": 1, "value": "1,234"}, "It can be read"),
        ("number_ambiguous", {"count": 9, "value": "1,234"}, "All 9 values"),
    ],
)
def test_one_and_many_are_said_differently(kind, params, words):
    assert words in sentence(kind, params)
    assert words in Issue(kind, params=params).message
    with override("fr"):
        assert sentence(kind, params)


def test_a_load_of_one_row_is_counted_in_the_singular():
    file = {"file": "a.csv", "target": "deals", "rows": 1, "created": 1, "updated": 0}
    file |= {"unchanged": 0, "rejected": 0}
    document = {"dry_run": False, "files": [file], "issues": [], "issues_left_out": 0}
    (line,) = counted(document | {"status": "done"})
    assert "1 row," in line
