import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests.factories import teams as build
from ui import paging

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ui.urls")]
NAMES = [f"Rep {n:02d}" for n in range(1, 26)]


@pytest.fixture
def reps() -> None:
    for n, name in enumerate(NAMES):
        hired = None if n % 5 == 0 else date(2024, 1, 1 + n)
        build.rep(name, segment="smb" if n % 2 else "ent", hired_on=hired, title="Seller")


def page(client: Client, query: str = "", **headers: str) -> str:
    response = client.get(f"/test/reps/{query}", headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def rows(response) -> list[list[str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(StringIO(text)))


def test_the_first_page_says_what_it_shows(dora_client: Client, reps: None) -> None:
    text = page(dora_client)
    assert "1–10 of 25" in text
    assert NAMES[0] in text
    assert NAMES[10] not in text
    assert 'aria-sort="ascending"' in text


def test_pages_tile(dora_client: Client, reps: None) -> None:
    seen = [n for p in (1, 2, 3) for n in NAMES if n in page(dora_client, f"?page={p}")]
    assert seen == NAMES


@pytest.mark.parametrize("number", ["0", "-1", "x", "99", "9" * 40, "²"])
def test_a_page_number_that_is_none_shows_the_nearest(
    dora_client: Client, reps: None, number: str
) -> None:
    assert " of 25" in page(dora_client, f"?page={number}")


@pytest.mark.parametrize("sort", ["hired_on", "-hired_on"])
def test_unknown_comes_last_in_both_directions(dora_client: Client, reps: None, sort: str) -> None:
    table = rows(dora_client.get(f"/test/reps/?sort={sort}&export=csv"))[1:]
    assert [row[2] == "" for row in table] == [False] * 20 + [True] * 5


def test_an_unknown_sort_is_ignored(dora_client: Client, reps: None) -> None:
    assert NAMES[0] in page(dora_client, "?sort=password")


def test_filter_and_search_narrow_page_and_export(dora_client: Client, reps: None) -> None:
    text = page(dora_client, "?segment=ent&q=rep+0")
    assert "1–5 of 5" in text
    assert "Segment: Large" in text
    exported = rows(dora_client.get("/test/reps/?segment=ent&q=rep+0&export=csv"))
    assert [row[0] for row in exported[1:]] == NAMES[0:9:2]


def test_no_result_names_the_filter_and_offers_to_clear(dora_client: Client, reps: None) -> None:
    text = page(dora_client, "?q=nobody&p=2024-Q1")
    assert "Nothing matches" in text
    assert "Search: nobody" in text
    assert 'href="?p=2024-Q1"' in text


def test_no_data_at_all(dora_client: Client) -> None:
    assert "Nothing here yet" in page(dora_client)


def test_a_filter_value_that_is_unknown_is_said(dora_client: Client, reps: None) -> None:
    assert "not a known value" in page(dora_client, "?segment=galaxy")


def test_htmx_gets_the_list_alone(dora_client: Client, reps: None) -> None:
    text = page(dora_client, "?q=rep+01", **{"HX-Request": "true"})
    assert "<html" not in text
    assert 'data-announce="1–1 of 1"' in text


def test_columns_are_chosen_in_the_address(dora_client: Client, reps: None) -> None:
    assert "<td >Seller</td>" not in page(dora_client)
    chosen = page(dora_client, "?cols=title")
    assert "Seller" in chosen
    assert NAMES[0] in chosen
    heads = rows(dora_client.get("/test/reps/?cols=title&cols=segment&export=csv"))[0]
    assert heads == ["Rep", "Segment", "Job"]


def test_links_keep_the_period(dora_client: Client, reps: None) -> None:
    assert "/?p=2024-Q1&amp;vs=previous" in page(dora_client, "?p=2024-Q1&vs=previous&sort=name")


def test_sort_and_page_links_keep_the_filters(dora_client: Client, reps: None) -> None:
    text = page(dora_client, "?segment=ent&p=2024-Q1&page=2")
    assert "?segment=ent&amp;p=2024-Q1&amp;sort=-name" in text
    assert "?segment=ent&amp;p=2024-Q1&amp;page=1" in text


def test_names_do_not_run(dora_client: Client) -> None:
    build.rep("<script>alert(1)</script>")
    text = page(dora_client, "?q=%3Cscript%3E")
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_xlsx_holds_what_is_filtered(dora_client: Client, reps: None) -> None:
    response = dora_client.get("/test/reps/?segment=ent&export=xlsx")
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    table = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert table[0] == ["Rep", "Segment", "Hired"]
    assert [row[0] for row in table[1:]] == NAMES[0::2]
    assert table[2][2] == "2024-01-03"


def test_a_count_stops_at_the_limit(dora_client: Client, reps: None, monkeypatch) -> None:
    monkeypatch.setattr(paging, "LIMIT", 20)
    assert "1–10 of 20+" in page(dora_client)
    assert NAMES[24] not in page(dora_client, "?page=3")


def test_the_number_of_queries_does_not_grow(
    dora_client: Client, reps: None, django_assert_max_num_queries
) -> None:
    page(dora_client)
    with django_assert_max_num_queries(6):
        page(dora_client)


def test_rows_in_memory_sort_with_unknown_last(dora_client: Client) -> None:
    for sort, names in (("", "CAB"), ("won", "ACB"), ("-won", "CAB")):
        table = rows(dora_client.get(f"/test/money/?sort={sort}&export=csv"))
        assert "".join(row[0] for row in table[1:]) == names


def test_money_heads_say_the_unit(dora_client: Client) -> None:
    text = dora_client.get("/test/money/").content.decode()
    assert "Won $k" in text
    assert rows(dora_client.get("/test/money/?export=csv"))[0] == ["Team", "Won"]
