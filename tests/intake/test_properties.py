"""Loading is idempotent, and neither the order of rows nor that of files matters."""

import csv
import tempfile
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from crm import facts as crm
from intake.services import load_path
from tests.intake.write import OWNERS, write_csv

pytestmark = pytest.mark.django_db

day = st.dates(date(2025, 1, 1), date(2026, 6, 30))


@st.composite
def deals(draw):
    ids = draw(st.lists(st.integers(1, 30), min_size=1, max_size=8, unique=True))
    rows = []
    for number in ids:
        created = draw(day)
        status = draw(st.sampled_from(["open", "won", "lost"]))
        closed = draw(st.dates(created, date(2026, 12, 31)))
        rows.append(
            {
                "external_id": f"D{number}",
                "name": draw(st.text("abc é,\"';\n", max_size=8)),
                "owner": draw(st.sampled_from(["BOB", "charlie@example.com", "Charlie"])),
                "stage": draw(st.sampled_from(["Qualify", "Propose"])),
                "status": status,
                "amount": str(draw(st.decimals(0, 10**6, places=2))),
                "currency": "USD",
                "created_on": created.isoformat(),
                "close_date": closed.isoformat(),
            }
        )
    return rows


def stored() -> list[tuple]:
    names = ("external_id", "name", "owner__external_id", "stage__name", "status", "amount",
             "value", "created_on", "close_date", "closed_on")  # fmt: skip
    return sorted(crm.opportunities().values_list(*names))


def load(files: list[list[dict]], *, times: int = 1) -> tuple[list[tuple], list[dict]]:
    """Loads the files in this order, tells what is stored, and takes everything back."""
    documents = []
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        for _ in range(times):
            for number, rows in enumerate(files):
                path = write_csv(Path(folder) / f"deals-{number}.csv", rows, quoting=csv.QUOTE_ALL)
                documents.append(load_path(path, as_of=date(2026, 7, 1)))
        found = stored()
        transaction.set_rollback(True)
    return found, documents


@pytest.fixture
def owners(company, tmp_path):
    load_path(write_csv(tmp_path / "reps.csv", OWNERS))


quick = settings(max_examples=15)


@quick
@given(rows=deals())
def test_a_second_time_changes_nothing(owners, rows):
    first, _ = load([rows])
    twice, documents = load([rows], times=2)
    assert first == twice
    (line,) = documents[-1]["files"]
    assert (line["created"], line["updated"], line["unchanged"]) == (0, 0, len(rows))


@quick
@given(rows=deals(), data=st.data())
def test_the_order_of_rows_does_not_matter(owners, rows, data):
    mixed = data.draw(st.permutations(rows))
    assert load([rows])[0] == load([mixed])[0]


@quick
@given(rows=deals(), data=st.data())
def test_the_order_of_files_does_not_matter(owners, rows, data):
    cut = data.draw(st.integers(1, len(rows)))
    parts = [part for part in (rows[:cut], rows[cut:]) if part]
    assert load(parts)[0] == load(parts[::-1])[0] == load([rows])[0]
