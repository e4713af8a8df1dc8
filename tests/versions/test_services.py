"""Who may take which step in the life of a version, when, and what they are told otherwise."""

import pytest

from audit.models import LogEntry
from teams.services.refused import Refused

pytestmark = pytest.mark.django_db


def test_the_way_to_an_approval_and_back(life, dora, frank):
    life.take("submit", dora, "Please look at South")
    life.take("send_back", frank, "North is too large")
    life.take("submit", dora)
    life.take("approve", frank)
    life.take("revoke", frank, " The market changed ")
    life.row.refresh_from_db()
    assert life.row.state == "draft"
    kinds = list(life.row.events.values_list("kind", flat=True))
    assert kinds == ["submit", "send_back", "submit", "approve", "revoke"]
    assert life.row.events.last().words == "The market changed"
    log = LogEntry.objects.get(object_kind=life.row._meta.label_lower, act="revoke")
    assert (log.before, log.after) == ({"state": "approved"}, {"state": "draft"})
    assert (log.by, log.reason) == (frank, "The market changed")


@pytest.mark.parametrize("act", ["send_back", "approve", "revoke"])
def test_a_step_that_does_not_follow_is_refused_in_words(life, frank, act):
    with pytest.raises(Refused, match="“Next” is “Draft”"):
        life.take(act, frank, "Why not")
    assert not life.row.events.exists()


def test_nobody_approves_what_they_submitted(life, gina, frank):
    life.take("submit", gina)
    with pytest.raises(Refused, match="Ask somebody else to approve it: Frank"):
        life.take("approve", gina)
    assert life.take("approve", frank).state == "approved"


def test_the_only_one_who_may_approves_their_own(life, gina):
    life.take("submit", gina)
    assert life.take("approve", gina).state == "approved"


@pytest.mark.parametrize("act", ["send_back", "revoke"])
def test_taking_back_needs_a_reason(life, dora, frank, act):
    life.take("submit", dora)
    if act == "revoke":
        life.take("approve", frank)
    with pytest.raises(Refused, match="Say"):
        life.take(act, frank, " ")


def test_a_comment_has_words_and_is_logged(life, alice):
    with pytest.raises(Refused, match="Write what should be said"):
        life.take("comment", alice, " ")
    event = life.take("comment", alice, "Far ")
    assert (event.kind, event.words, event.by) == ("comment", "Far", alice)
    assert LogEntry.objects.get(act="comment").reason == "Far"


def test_no_two_are_called_alike_whatever_their_capitals(life, dora):
    with pytest.raises(Refused, match="Choose another name"):
        life.services.copy(by=dora, name="NEXT", **{life.named: life.row})


@pytest.mark.parametrize(
    ("state", "said"),
    [("in_review", "Send it back first"), ("approved", "Revoke the approval first")],
)
def test_what_is_no_draft_is_not_edited(life, dora, frank, state, said):
    life.take("submit", dora)
    if state == "approved":
        life.take("approve", frank)
    with pytest.raises(Refused, match=f"“Next” is .*{said}"):
        life.edit(dora)
