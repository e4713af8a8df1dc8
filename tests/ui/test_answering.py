"""What is said on the next page after an act."""

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage

from kernel.refused import Refused
from ui.answering import answered


@pytest.fixture
def posted(rf):
    request = rf.post("/")
    request._messages = CookieStorage(request)
    return request


def heard(request):
    return [one.message for one in get_messages(request)]


def test_what_went_well(posted):
    with answered(posted, "Saved."):
        pass
    assert heard(posted) == ["Saved."]


def test_what_was_in_the_way_instead(posted):
    with answered(posted, "Saved."):
        raise Refused("Too late.")
    assert heard(posted) == ["Too late."]


def test_nothing_to_say(posted):
    with answered(posted):
        pass
    assert heard(posted) == []


def test_a_mistake_of_ours_is_no_refusal(posted):
    with pytest.raises(ValueError, match="ours"), answered(posted, "Saved."):
        raise ValueError("ours")
