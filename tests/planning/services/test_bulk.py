"""Spreadsheet out and back: what is taken, what is refused row by row, and how it is undone."""

import csv
import io
from decimal import Decimal

import pytest

from planning.facts.bulk import HEADS, rows
from planning.services import bulk, lines, plans
from teams.services.refused import Refused
from tests.factories import planning as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(draft, dora):
    build.figures(dora, draft, company="1000", EMEA="600", Bob="500", Charlie="300")
    draft.refresh_from_db()
    return draft


def sheet(plan, **changes):
    """The export as a file, with `planned` changed by name."""
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADS)
    writer.writeheader()
    for row in rows(plan):
        cells = dict(zip(HEADS, row, strict=True))
        writer.writerow(cells | changes.get(cells["name"].replace(" ", "_"), {}))
    return io.BytesIO(text.getvalue().encode())


def check(plan, dora, file):
    return bulk.check(by=dora, plan=plan, file=file, name="quotas.csv")


def test_an_export_comes_back_unchanged(plan, dora):
    run = check(plan, dora, sheet(plan))
    assert run.result["counts"] == {"change": 0, "same": 6, "refuse": 0}


def test_changes_are_checked_stored_and_undone(plan, dora):
    file = sheet(plan, Bob={"planned": "550.5", "locked": "yes"}, EMEA_North={"planned": "550,5"})
    run = check(plan, dora, file)
    assert run.result["counts"]["change"] == 2
    assert build.line(plan, "Bob").planned == 500, "a check stores nothing"
    stored = bulk.store(by=dora, plan=plan, check_id=run.pk)
    bob = build.line(plan, "Bob")
    assert (bob.planned, bob.locked) == (Decimal("550.5"), True)
    assert bob.changes.first().why == "From quotas.csv"
    with pytest.raises(Refused, match="stored already"):
        bulk.store(by=dora, plan=plan, check_id=run.pk)
    bulk.undo(by=dora, plan=plan, run_id=stored.pk)
    bob = build.line(plan, "Bob")
    assert (bob.planned, bob.locked) == (500, False)
    with pytest.raises(Refused, match="undone already"):
        bulk.undo(by=dora, plan=plan, run_id=stored.pk)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"planned": "many"}, "“many” is no number."),
        ({"planned": "-1"}, "A goal is not negative."),
        ({"planned": "1.234"}, "finer than this measure"),
        ({"planned": "", "locked": "yes"}, "no figure to keep"),
        ({"planned": "5", "locked": "perhaps"}, "write yes, or nothing"),
        ({"planned": "5", "version": "1"}, "it says 500 now. Export again."),
        ({"line": "999999"}, "no line with this number"),
        ({"plan": "999999"}, "of another plan"),
    ],
)
def test_a_row_that_cannot_be_is_refused_and_the_others_are_taken(plan, dora, cells, said):
    run = check(plan, dora, sheet(plan, Bob=cells, Charlie={"planned": "350"}))
    assert said in run.result["refused"][0]["why"]
    stored = bulk.store(by=dora, plan=plan, check_id=run.pk)
    assert stored.state == "problems"
    assert [build.line(plan, n).planned for n in ("Bob", "Charlie")] == [500, 350]


def test_a_row_that_was_changed_since_but_not_in_the_file_is_left_alone(plan, dora):
    file = sheet(plan, Charlie={"planned": "350"})
    lines.set_planned(by=dora, line=build.line(plan, "Bob"), amount=Decimal(510))
    run = check(plan, dora, file)
    assert [one["name"] for one in run.result["refused"]] == ["Bob"]
    assert [one["name"] for one in run.result["changes"]] == ["Charlie"]


def test_an_edit_between_check_and_store_asks_for_a_new_check(plan, dora):
    run = check(plan, dora, sheet(plan, Charlie={"planned": "350"}))
    build.figures(dora, plan, Bob="501")
    with pytest.raises(Refused, match="since the check"):
        bulk.store(by=dora, plan=plan, check_id=run.pk)


def test_what_was_changed_since_keeps_an_import_from_being_undone(plan, dora):
    run = check(plan, dora, sheet(plan, Charlie={"planned": "350"}))
    stored = bulk.store(by=dora, plan=plan, check_id=run.pk)
    build.figures(dora, plan, Charlie="351")
    with pytest.raises(Refused, match="changed since"):
        bulk.undo(by=dora, plan=plan, run_id=stored.pk)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"name,amount\nBob,5\n", "missing: line, version, planned"),
        (b"line,version,planned\n", "no lines below"),
        (b"\xff\xfe\x00", "no CSV in UTF-8"),
        (b"PK\x03\x04 no book", "no CSV in UTF-8 and no XLSX"),
    ],
)
def test_other_files_are_refused_as_a_whole(plan, dora, content, said):
    with pytest.raises(Refused, match=said):
        check(plan, dora, io.BytesIO(content))


def test_only_drafts_take_files(plan, dora):
    file = sheet(plan)
    plans.submit(by=dora, plan=plan)
    with pytest.raises(Refused, match="in review"):
        check(plan, dora, file)
