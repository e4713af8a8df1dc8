"""What the main pages cost on the wire and in the database: limits that noise cannot touch.

First visit: the page and all that it names, compressed as production sends it. plotly.js is not
among it: it is fetched when a chart comes near. Next visit: the page alone, all else is kept.
"""

import gzip
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext

import teams.facts
from kpis.services import recompute
from salesops.static_files import QuickCompressor
from tests.factories import crm

KB = 1024
FIRST, NEXT, REQUESTS, QUERIES = 300 * KB, 60 * KB, 20, 15
PAGES = [
    ("operations", "/"),
    ("operations", "/performance/"),
    ("manager", "/performance/teams/emea/"),
    ("rep", "/me/"),
    ("operations", "/teams/"),
    ("operations", "/reps/"),
    ("executive", "/trends/"),
    ("executive", "/compare/"),
    ("executive", "/pipeline/"),
    ("manager", "/pipeline/slipped/"),
    ("rep", "/pipeline/changes/"),
    ("manager", "/deals/"),
    ("operations", "/accounts/"),
    ("operations", "/runs/"),
    ("operations", "/imports/"),
    ("rep", "/metrics/"),
]


@pytest.fixture
def sixty_deals(bob):
    """More than a page of them with their numbers, as pages have them after the first minutes."""
    for n in range(60):
        crm.deal(bob.rep, name=f"A deal with a name as long as they are, number {n}", amount=n)
    today = teams.facts.today()
    recompute(start=today - timedelta(120), end=today + timedelta(1))


@pytest.mark.parametrize(("who", "path"), PAGES)
def test_a_page_stays_light(cast, sign_in, sixty_deals, emea_north, who, path) -> None:
    client = sign_in(cast[who])
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        response = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert response.status_code == 200
    sent = len(response.content)
    files = {name: weight(name) for name in named(markup_of(response))}
    assert len(asked.captured_queries) <= QUERIES
    assert sent <= NEXT
    assert 1 + len(files) <= REQUESTS
    assert sent + sum(files.values()) <= FIRST, files


def markup_of(response) -> str:
    content = response.content
    if response.headers.get("Content-Encoding") == "gzip":
        content = gzip.decompress(content)
    return content.decode()


def named(markup: str) -> set[str]:
    """The files that a browser fetches at once."""
    found = set(re.findall(r'(?:src|href)="/static/([^"?#]+)', markup))
    assert found
    return {re.sub(r"\.[0-9a-f]{12}(?=\.\w+$)", "", name) for name in found}


def weight(name: str) -> int:
    path = finders.find(name)
    assert isinstance(path, str), name
    return len(QuickCompressor.compress_brotli(Path(path).read_bytes()))
