"""Problems are said in the language of the reader, also those that a worker found."""

from django.utils.translation import override

from intake.wording import sentence

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
