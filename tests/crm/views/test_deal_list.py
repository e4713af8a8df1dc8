"""/deals/: whose deals, narrowing, order, paging, columns, export."""

import csv
import io
from datetime import timedelta

import pytest

from crm.views import lists
from tests.factories import crm as build
from tests.factories import teams as people
from tests.query_counts import counted


def page(client, query: str = "") -> str:
    response = client.get(f"/deals/{query}")
    assert response.status_code == 200
    return response.content.decode()


def listed(client, query: str = "") -> list[str]:
    """The names on the page, in order."""
    table = client.get(f"/deals/{query}").context["table"]
    return [row.record.name for row in table.paginated_rows]


def exported(client, query: str) -> list[dict[str, str]]:
    response = client.get(f"/deals/{query}")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_open_deals_next_to_close_first(bob, bobs, bob_client, ago) -> None:
    build.deal(bob.rep, name="sooner", close_date=ago(-1))
    build.deal(bob.rep, name="no date")
    build.deal(bob.rep, name="won", stage="won")
    assert listed(bob_client) == ["sooner", "Kestrel renewal", "no date"]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("rep", {"Kestrel renewal"}),
        ("rep elsewhere", {"Corvid pilot"}),
        ("manager", {"Kestrel renewal"}),
        ("operations", {"Kestrel renewal", "Corvid pilot"}),
        ("finance", {"Kestrel renewal", "Corvid pilot"}),
        ("executive", {"Kestrel renewal", "Corvid pilot"}),
        ("administrator", {"Kestrel renewal", "Corvid pilot"}),
    ],
)
def test_everybody_sees_their_own(cast, sign_in, bobs, charlies, who, expected) -> None:
    assert set(listed(sign_in(cast[who]))) == expected


def test_a_visitor_signs_in_first(client, company) -> None:
    assert client.get("/deals/").status_code == 302


@pytest.fixture
def many(bob, bobs, ago):
    """Each deal is found by one filter alone."""
    territory = people.territory("West")
    fine = {"last_activity_on": ago(1), "next_step_on": ago(-5)}
    build.deal(bob.rep, name="won", stage="won", created_on=ago(400), closed_on=ago(200))
    build.deal(bob.rep, name="lost", stage="lost", created_on=ago(400), closed_on=ago(300))
    build.deal(bob.rep, name="late", **fine, close_date=ago(1))
    build.deal(bob.rep, name="silent", close_date=ago(-3), next_step_on=ago(-5))
    build.deal(bob.rep, name="stepless", close_date=ago(-3), last_activity_on=ago(1))
    build.deal(bob.rep, name="pushed", **fine, close_date=ago(-3), pushes=3)
    build.deal(bob.rep, name="unknown", **fine, close_date=ago(-3), amount=None)
    build.deal(bob.rep, name="west", **fine, close_date=ago(-3), territory=territory)
    build.deal(bob.rep, name="early", **fine, close_date=ago(-3), stage="lead", amount=5)
    return ago


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?status=won", {"won"}),
        ("?status=lost", {"lost"}),
        ("?watch=overdue", {"late"}),
        ("?watch=silent", {"silent"}),
        ("?watch=no_next_step", {"stepless"}),
        ("?watch=pushed", {"pushed"}),
        ("?watch=no_amount", {"unknown"}),
        ("?stage=lead", {"early"}),
        ("?territory=west", {"west"}),
        ("?max=10", {"early"}),
        ("?min=50000", {"Kestrel renewal"}),
        ("?q=kestrel", {"Kestrel renewal"}),
        ("?q=REN kes", {"Kestrel renewal"}),
        ("?status=won&q=kestrel", set()),
    ],
)
def test_narrowing(many, bob_client, query, expected) -> None:
    assert set(listed(bob_client, query)) == expected


def test_open_is_where_the_list_starts(many, bob_client) -> None:
    assert listed(bob_client, "?status=open") == listed(bob_client)
    assert bob_client.get("/deals/?status=open").context["active"] == []
    chips = bob_client.get("/deals/?status=won&q=x").context["active"]
    assert [str(tab.text) for tab in chips] == ["Search: x", "Status: Won"]


def test_all_statuses(many, bob_client) -> None:
    assert {"won", "lost", "late", "Kestrel renewal"} <= set(listed(bob_client, "?status=all"))


def test_closing_and_created_in_a_period(many, bob_client, ago) -> None:
    def days(day) -> str:
        return f"{day}..{day + timedelta(1)}"

    assert listed(bob_client, f"?status=all&p={days(ago(200))}") == ["won"]
    assert set(listed(bob_client, f"?p={days(ago(-20))}")) == {"Kestrel renewal"}
    assert set(listed(bob_client, f"?status=won&created={days(ago(400))}")) == {"won"}
    assert listed(bob_client, f"?status=won&created={days(ago(399))}") == []


def test_a_stage_by_its_number(many, bob_client) -> None:
    number = build.stages()["lead"].pk
    assert listed(bob_client, f"?stage={number}") == ["early"]
    assert "Stage: Lead" in page(bob_client, f"?stage={number}")


def test_text_that_is_no_choice_is_ignored_aloud(bobs, bob_client) -> None:
    text = page(bob_client, "?p=nonsense&watch=everything")
    assert "Ignored, because it is not a known value" in text
    assert "Kestrel renewal" in text


def test_a_team_and_its_people(cast, bobs, charlies, dora_client, emea, emea_north, americas):
    assert listed(dora_client, "?scope=team:emea") == ["Kestrel renewal"]
    assert listed(dora_client, "?scope=team:americas") == ["Corvid pilot"]
    assert listed(dora_client, "?scope=rep:BOB") == ["Kestrel renewal"]


def test_a_team_that_one_does_not_see_shows_nothing_more(bobs, charlies, alice_client) -> None:
    assert listed(alice_client, "?scope=team:americas") == ["Kestrel renewal"]
    assert "Americas" not in page(alice_client)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("value", ["unknown", "small", "big"]),
        ("-value", ["big", "small", "unknown"]),
        ("closing", ["small", "big", "unknown"]),
        ("-closing", ["unknown", "big", "small"]),
        ("name", ["big", "small", "unknown"]),
        ("nonsense", ["small", "big", "unknown"]),
    ],
)
def test_order(bob, bob_client, ago, sort, expected) -> None:
    build.deal(bob.rep, name="big", amount=900, close_date=ago(-9))
    build.deal(bob.rep, name="small", amount=1, close_date=ago(-1))
    build.deal(bob.rep, name="unknown", amount=None)
    assert listed(bob_client, f"?sort={sort}") == expected


def test_pages_miss_and_repeat_nothing(bob, bob_client, ago) -> None:
    for _ in range(120):
        build.deal(bob.rep, close_date=ago(-9), amount=7)
    for sort in ("closing", "-closing", "value", "-value"):
        pages = [listed(bob_client, f"?sort={sort}&page={n}") for n in (1, 2, 3)]
        assert [len(names) for names in pages] == [50, 50, 20]
        assert len({name for names in pages for name in names}) == 120


def test_the_foot_adds_up_what_is_listed(bob, bob_client, ago) -> None:
    build.deal(bob.rep, amount=1200)
    build.deal(bob.rep, amount=800)
    build.deal(bob.rep, amount=None)
    foot = bob_client.get("/deals/").context["table"].foot
    assert foot.count == "3 deals, 1 without amount"
    assert foot.value == "2"


def test_nothing_found_says_which_filter(bobs, bob_client) -> None:
    text = page(bob_client, "?q=zebra")
    assert "Nothing matches" in text
    assert "zebra" in text


def test_no_deals_yet(bob_client) -> None:
    assert "No open deals" in page(bob_client)


def test_a_name_is_text_and_not_markup(bob, bob_client) -> None:
    build.deal(bob.rep, name="<script>alert(1)</script>")
    text = page(bob_client)
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_warnings_stand_in_the_row(bob, bob_client, ago) -> None:
    build.deal(bob.rep, close_date=ago(12))
    assert "12 days overdue" in page(bob_client)


def test_columns_can_be_chosen(bobs, bob_client) -> None:
    assert "CRM id" in page(bob_client, "?cols=name&cols=number")
    heads = [c.name for c in bob_client.get("/deals/?cols=number").context["table"].columns]
    assert heads == ["name", "number"]


def test_export_has_raw_values_and_every_row(bob, bobs, bob_client, ago) -> None:
    build.deal(bob.rep, name="=cmd()", close_date=ago(-30), amount="12.3456")
    rows = exported(bob_client, "?export=csv")
    assert [row["Deal"] for row in rows] == ["Kestrel renewal", "'=cmd()"]
    assert rows[0]["Amount in base currency"] == "57000.00"
    assert rows[0]["Closes"] == ago(-20).isoformat()
    assert rows[1]["Amount in base currency"] == "12.35"


def test_export_follows_filter_and_sight(bob, bobs, charlies, bob_client) -> None:
    assert [row["Deal"] for row in exported(bob_client, "?q=corvid&export=csv")] == []


def test_htmx_gets_the_list_alone(bobs, bob_client) -> None:
    response = bob_client.get("/deals/", headers={"HX-Request": "true"})
    assert b"<html" not in response.content
    assert b"Kestrel renewal" in response.content


def test_french(bob, bobs, sign_in) -> None:
    bob.language = "fr"
    bob.save()
    client = sign_in(bob)
    assert client.get("/deals/").status_code == 200


@pytest.mark.parametrize("who", ["rep", "manager", "operations"])
def test_queries(cast, sign_in, bobs, charlies, who) -> None:
    counted(f"crm:deals {who}", sign_in(cast[who]), "/deals/")


@pytest.fixture
def long_list(monkeypatch) -> None:
    """As if there were too many deals to sort by any column."""
    monkeypatch.setattr(lists, "SORTS_ALL", -1)


def test_a_long_list_sorts_by_what_an_index_has_in_order(bob, bob_client, ago, long_list) -> None:
    build.deal(bob.rep, name="a", amount=1, close_date=ago(-9))
    build.deal(bob.rep, name="b", amount=2, close_date=ago(-1))
    assert listed(bob_client, "?sort=name") == ["b", "a"]
    assert listed(bob_client, "?sort=value") == ["a", "b"]
    columns = bob_client.get("/deals/").context["table"].columns
    assert {c.name for c in columns if c.orderable} == {"value", "closing"}


def test_a_long_list_is_counted_as_far_as_it_pays(
    bob, bob_client, ago, long_list, monkeypatch
) -> None:
    monkeypatch.setattr(lists, "MOST_OF_MANY", 3)
    for n in range(5):
        build.deal(bob.rep, name=f"deal {n}", amount=1, close_date=ago(-n))
    response = bob_client.get("/deals/")
    assert "1–3 of 3+" in response.content.decode()
    assert "More than 3 deals: narrow the list to add them up" in response.content.decode()


def test_a_territory_has_those_within_it(bob, bobs, dora_client) -> None:
    west = people.territory("West")
    coast = people.territory("Coast", parent=west)
    build.deal(bob.rep, name="on the coast", territory=coast)
    build.deal(bob.rep, name="in the west", territory=west)
    assert set(listed(dora_client, "?territory=west")) == {"on the coast", "in the west"}
    assert listed(dora_client, "?territory=coast") == ["on the coast"]


def test_a_team_in_the_address_asks_a_manager_no_more_queries(cast, sign_in, bobs):
    """Who belongs to their teams is known from what they may see."""
    counted("crm:deals manager team", sign_in(cast["manager"]), "/deals/?scope=team:emea-north")
