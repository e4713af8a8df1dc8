"""Answers: by the typed name, to the letter that was seen, never edited."""

import pytest

from planning.models import Letter
from planning.services import answers
from planning.services.publishing import publish
from teams.services.refused import Refused
from tests.factories import publishing as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(company, bob, dora):
    plan = make.plan()
    make.rep_line(make.goal(plan), bob.rep, 1200)
    publish(plan, dora)
    return Letter.objects.get()


def test_twice_is_one_answer(letter, bob):
    said = {"letter": letter, "typed_name": "BOB", "digest": letter.digest, "by": bob}
    assert answers.accept(**said) == answers.accept(**said)


def test_another_letter_than_the_one_seen(letter, bob):
    with pytest.raises(Refused, match="not the letter that you saw"):
        answers.accept(letter=letter, typed_name="Bob", digest="0" * 64, by=bob)


def test_declining_takes_a_reason(letter, bob):
    with pytest.raises(Refused, match="Say why"):
        answers.decline(letter=letter, reason=" ", digest=letter.digest, by=bob)


def test_an_answer_is_kept_beside_the_next(letter, bob):
    answers.decline(letter=letter, reason="Too high", digest=letter.digest, by=bob)
    answers.accept(letter=letter, typed_name="Bob", digest=letter.digest, by=bob)
    answers.decline(letter=letter, reason="Too high", digest=letter.digest, by=bob)
    kinds = letter.answers.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["declined", "accepted", "declined"]
