"""Seats in the administration: shared out, ended, handed over; the past stays."""

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from teams import facts
from territories.models import (
    Seat,
)
from territories.services import editing
from tests.factories import teams as people
from tests.territories.admin.pages import (
    START,
    as_sent,
    begin,
    text,
    url,
)

pytestmark = pytest.mark.django_db


def seats(territory, *rows):
    """The form of a territory with these seats: (pk or "", rep, share, from, to)."""
    sent = {"seats-TOTAL_FORMS": len(rows), "seats-INITIAL_FORMS": sum(1 for r in rows if r[0])}
    for n, (pk, rep, share, start, end) in enumerate(rows):
        cells = {"id": pk, "territory": territory.pk, "role": territory.role_id, "share": share}
        cells |= {"rep": rep.pk if rep else "", "valid_0": start, "valid_1": end or ""}
        sent |= {f"seats-{n}-{name}": value for name, value in cells.items()}
    return as_sent(territory, **sent)


def test_seats_are_shared_out_on_the_page_of_the_territory(gina_client, north, bob):
    carl = people.rep("Carl")
    page = url("plannedterritory", "change", north.pk)
    wrong = seats(north, ("", bob.rep, "50", START, None), ("", carl, "40", START, None))
    assert "add up to 90 percent" in text(gina_client.post(page, wrong))
    assert not Seat.objects.exists()
    right = seats(north, ("", bob.rep, "60", START, None), ("", carl, "40", START, None))
    assert gina_client.post(page, right).status_code == 302
    assert set(Seat.objects.values_list("rep__name", "share")) == {("Bob", 60), ("Carl", 40)}
    assert "Bob 60 %" in text(gina_client.get(url("plannedterritory", "history", north.pk)))


def test_in_force_the_past_of_a_seat_stays(gina_client, draft, north, bob, dora):
    today, carl = facts.today(), people.rep("Carl")
    since = today - timedelta(100)
    editing.add_seat(by=dora, territory=north, role_id=north.role_id, rep_id=bob.rep.pk, on=since)
    begin(draft, since)
    row, page = Seat.objects.get(), url("plannedterritory", "change", north.pk)
    body = text(gina_client.get(page))
    assert 'name="name"' not in body
    assert 'name="seats-0-share"' in body
    wrong = seats(north, (row.pk, carl, "100", since, None))
    assert "is in force: what was before" in text(gina_client.post(page, wrong))
    right = seats(north, (row.pk, bob.rep, "100", since, today), ("", carl, "100", today, None))
    assert gina_client.post(page, right).status_code == 302
    assert set(Seat.objects.values_list("rep__name", "valid")) == {
        ("Bob", DateRange(since, today)),
        ("Carl", DateRange(today, None)),
    }


@pytest.mark.parametrize(("act", "then"), [("end", None), ("hand_over", "Carl")])
def test_seats_end_or_are_handed_over_from_a_day(gina_client, north, city, bob, dora, act, then):
    for place in (north, city):
        editing.add_seat(
            by=dora, territory=place, role_id=place.role_id, rep_id=bob.rep.pk, on=START
        )
    carl, chosen = people.rep("Carl"), list(Seat.objects.values_list("pk", flat=True))
    sent = {"action": act, "_selected_action": chosen}
    assert "First day" in text(gina_client.post(url("seat", "changelist"), sent)) or then
    sent |= {"act": "1", "on": "2026-06-01", "leave_open": "on", "rep": carl.pk}
    assert gina_client.post(url("seat", "changelist"), sent).status_code == 302
    later = Seat.objects.filter(valid__startswith=date(2026, 6, 1))
    assert list(later.values_list("rep__name", flat=True)) == [then, then]


def test_one_seat_has_its_ways(gina_client, north, bob, dora):
    editing.add_seat(by=dora, territory=north, role_id=north.role_id, rep_id=bob.rep.pk, on=START)
    row = Seat.objects.get()
    body = text(gina_client.get(url("seat", "change", row.pk)))
    assert url("seat", "hand_over", row.pk) in body
    gina_client.post(url("seat", "end", row.pk), {"act": "1", "on": "2025-06-01"})
    assert Seat.objects.get() == row
    gina_client.post(url("seat", "end", row.pk), {"act": "1", "on": "2026-06-01"})
    assert Seat.objects.get().valid.upper == date(2026, 6, 1)
