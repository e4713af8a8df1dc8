"""One field for everything with a name."""

import pytest

from tests.dashboards.views.test_performance import page, text_of


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("bob", "Bob"),
        ("emea nor", "EMEA North"),
        ("wex", "Wexley Pharma"),
        ("har bio", "Harrow Biotech"),
    ],
)
def test_found_by_the_beginnings_of_words(frank_client, open_deals, words, found):
    assert found in text_of(page(frank_client, "/search/", q=words))


def test_a_rep_finds_only_their_own(bob_client, open_deals):
    assert "Wexley Pharma" in text_of(page(bob_client, "/search/", q="wex"))
    assert "Vale Polymers" not in text_of(page(bob_client, "/search/", q="vale"))
    assert "Charlie" not in text_of(page(bob_client, "/search/", q="charl"))
    assert 'href="/me/"' in page(bob_client, "/search/", q="bob").content.decode()


def test_a_manager_does_not_find_other_teams(alice_client, open_deals):
    assert "Americas" not in text_of(page(alice_client, "/search/", q="ameri"))
    assert "Vale Polymers" not in text_of(page(alice_client, "/search/", q="vale"))


def test_nothing_found_says_so_and_repeats_the_words_safely(frank_client, open_deals):
    response = page(frank_client, "/search/", q="<script>alert(1)</script>")
    assert "Nothing found for" in text_of(response)
    assert b"<script>alert" not in response.content


def test_an_empty_field_asks_for_a_name(frank_client, company):
    assert "Type a name." in text_of(page(frank_client, "/search/"))


def test_suggestions_are_the_results_alone(frank_client, open_deals):
    response = frank_client.get("/search/", {"q": "wex"}, headers={"HX-Request": "true"})
    assert response.content.strip().startswith(b'<div id="results"')


def test_costs_few_queries(frank_client, open_deals, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        page(frank_client, "/search/", q="wex")
