"""Rows that say again what is stored are not read; whatever happened in between, none is missed."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.db import transaction
from django.utils import timezone

from audit.models import Reading, ReadRows
from audit.services.recall import forget_unused
from crm.models import Account, Opportunity, Stage
from intake.services import load_path
from intake.services.familiar import familiar
from intake.services.loading import make_plan, setting_of
from intake.services.undoing import undo_run
from teams.models import Company, Rep
from tests.intake.write import DEALS, OWNERS, write_csv

pytestmark = pytest.mark.django_db
MORNING, EVENING = date(2026, 5, 1), date(2026, 5, 8)


@pytest.fixture
def reps(company, tmp_path) -> None:
    load_path(write_csv(tmp_path / "reps.csv", OWNERS))


@pytest.fixture
def export(reps, tmp_path) -> Path:
    """Three deals, loaded."""
    path = write_csv(tmp_path / "deals.csv", DEALS)
    assert counts(load_path(path)) == (3, 3, 0, 0, 0)
    return path


def counts(document) -> tuple[int, ...]:
    (line,) = [f for f in document["files"] if f["target"] == "opportunities"]
    return tuple(line[n] for n in ("rows", "created", "updated", "unchanged", "rejected"))


def unread(path: Path, **options) -> int:
    """How many rows of the file a load would leave out now."""
    with TemporaryDirectory() as scratch, transaction.atomic():
        plan = make_plan(path, Path(scratch), **options)
        (step,) = plan.steps
        known = familiar("probe", step, step.parts[0], setting_of(), timezone.now())
        if known is None:
            return 0
        return sum(
            len(chunk.rows) - len(known.sift(chunk).rows) for chunk in step.parts[0].table.chunks()
        )


def changed(path: Path, number: int, **cells: str) -> Path:
    """A newer export in which one row says something else."""
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    rows[number] |= cells
    return write_csv(path.with_name("newer.csv"), rows)


def test_rows_that_were_loaded_need_not_be_read_again(export):
    assert unread(export) == 3
    assert counts(load_path(export)) == (3, 0, 0, 3, 0)
    assert ReadRows.objects.count() == 1  # nothing new to remember


def test_a_file_of_another_name_and_order_is_as_familiar(export):
    rows = list(reversed(DEALS))
    assert unread(write_csv(export.with_name("tonight.csv"), rows)) == 3


def test_only_the_row_that_says_something_else_is_read(export):
    newer = changed(export, 0, amount="40000")
    assert unread(newer) == 2
    assert counts(load_path(newer)) == (3, 0, 1, 2, 0)
    assert Opportunity.objects.get(external_id="OPP-1").amount == Decimal(40000)
    assert unread(newer) == 3


def test_the_older_row_comes_back(export):
    newer = changed(export, 0, amount="40000")
    load_path(newer)
    assert unread(export) == 2
    assert counts(load_path(export)) == (3, 0, 1, 2, 0)
    assert Opportunity.objects.get(external_id="OPP-1").amount == Decimal(31400)


@pytest.mark.parametrize(
    "edit",
    [{"amount": 5}, {"name": "Mine"}, {"next_step": "x"}, {"amount": None}, {"status": "lost"}],
    ids=lambda edit: next(iter(edit)),
)
def test_an_edit_by_hand_gives_way_to_the_export_as_ever(export, edit):
    closed = {"closed_on": EVENING} if "status" in edit else {}
    Opportunity.objects.filter(external_id="OPP-1").update(**edit, **closed)
    stated = "next_step" not in edit  # the file has no such column
    assert unread(export) == (2 if stated else 3)
    assert counts(load_path(export)) == ((3, 0, 1, 2, 0) if stated else (3, 0, 0, 3, 0))
    found = Opportunity.objects.get(external_id="OPP-1")
    assert (found.name, found.amount, found.status) == ("Brightwater", Decimal(31400), "open")


def test_an_undone_load_is_loaded_again(export):
    newer = changed(export, 0, amount="40000")
    document = load_path(newer)
    undo_run(document["run"], by=None)
    assert (unread(export), unread(newer)) == (3, 2)
    assert counts(load_path(newer)) == (3, 0, 1, 2, 0)


def test_deals_of_an_undone_load_are_new_again(reps, tmp_path):
    path = write_csv(tmp_path / "deals.csv", DEALS)
    undo_run(load_path(path)["run"], by=None)
    assert unread(path) == 0
    assert counts(load_path(path)) == (3, 3, 0, 0, 0)


def test_what_another_source_changed_in_between_is_read(export):
    other = [{"Deal ID": "OPP-1", "Stage": "Propose", "Owner": "BOB", "Amount": "1"}]
    document = load_path(write_csv(export.with_name("other.csv"), other))
    assert counts(document) == (1, 0, 1, 0, 0)
    assert unread(export) == 2
    assert counts(load_path(export)) == (3, 0, 1, 2, 0)
    assert Opportunity.objects.get(external_id="OPP-1").amount == Decimal(31400)


def test_a_row_that_was_set_aside_is_judged_each_time(reps, tmp_path):
    rows = [DEALS[0] | {"owner": "nobody@example.com"}, DEALS[1]]
    path = write_csv(tmp_path / "deals.csv", rows)
    for _turn in range(2):
        document = load_path(path)
        assert counts(document)[4] == 1
        errors = [i["value"] for i in document["issues"] if i["severity"] == "error"]
        assert errors == ["nobody@example.com"]
    assert unread(path) == 1
    Rep.objects.create(external_id="N", name="Nobody", email="nobody@example.com")
    assert counts(load_path(path)) == (2, 1, 0, 1, 0)


def test_a_remark_is_told_each_time(reps, tmp_path):
    path = write_csv(tmp_path / "deals.csv", [DEALS[0] | {"currency": "CHF"}, DEALS[1]])
    said = [[i["severity"] for i in load_path(path)["issues"]] for _turn in range(3)]
    assert said[1] == said[2] == ["warning"]
    assert unread(path) == 1


def test_a_complete_export_lists_what_left_and_not_what_was_not_read(export):
    shorter = write_csv(export.with_name("shorter.csv"), DEALS[1:])
    assert unread(shorter) == 2
    assert load_path(shorter, full=True)["missing"] == ["OPP-1"]
    assert load_path(export, full=True)["missing"] == []


def test_two_rows_of_one_deal_that_differ_are_both_set_aside(export):
    """Though one of them says what is stored."""
    rows = [*DEALS, DEALS[0] | {"amount": "40000"}]
    path = write_csv(export.with_name("twice.csv"), rows)
    document = load_path(path)
    assert counts(document) == (4, 0, 0, 2, 2)
    assert {i["row"] for i in document["issues"] if i["severity"] == "error"} == {2, 5}
    assert Opportunity.objects.get(external_id="OPP-1").amount == Decimal(31400)


def test_two_equal_rows_count_as_unchanged(export):
    path = write_csv(export.with_name("twice.csv"), [*DEALS, DEALS[0]])
    assert counts(load_path(path)) == (4, 0, 0, 4, 0)


def test_a_name_that_now_means_two_is_ambiguous(export):
    Rep.objects.create(external_id="C2", name="Charlie")
    assert unread(export) == 0
    document = load_path(export)
    assert counts(document) == (3, 0, 0, 2, 1)
    (issue,) = [i for i in document["issues"] if i["severity"] == "error"]
    assert issue["value"] == "Charlie"


def test_an_address_that_went_to_somebody_else_gives_them_the_deal(export):
    Rep.objects.filter(external_id="BOB").update(email="")
    Rep.objects.filter(external_id="CHARLIE").update(email="bob@example.com")
    assert counts(load_path(export)) == (3, 0, 1, 2, 0)
    assert Opportunity.objects.get(external_id="OPP-1").owner.external_id == "CHARLIE"


def test_new_accounts_and_people_leave_rows_familiar(export):
    Rep.objects.create(external_id="D", name="Dora")
    Account.objects.create(external_id="A", name="Acme")
    assert unread(export) == 3


def test_a_stage_of_another_kind_is_read_anew(reps, tmp_path):
    rows = [{k: v for k, v in DEALS[0].items() if k != "status"}]
    path = write_csv(tmp_path / "deals.csv", rows)
    load_path(path)
    Stage.objects.filter(name="Propose").update(kind="lost")
    assert unread(path) == 0
    assert counts(load_path(path)) == (1, 0, 1, 0, 0)
    assert Opportunity.objects.get().status == "lost"


def test_another_currency_of_the_company_is_another_meaning(export):
    Company.objects.update(currency="EUR")
    assert unread(export) == 0


def test_another_mapping_is_another_meaning(export):
    columns = {name: name for name in DEALS[0]} | {"name": "external_id"}
    entry = {"file": "*.csv", "target": "opportunities", "columns": columns}
    document = load_path(export, mapping={"files": [entry]})
    assert counts(document) == (3, 0, 3, 0, 0)
    assert Reading.objects.count() == 2


def test_an_older_export_is_read_wholly(export):
    newer = changed(export, 0, amount="40000")
    load_path(newer, as_of=EVENING)
    document = load_path(export, as_of=MORNING)
    assert counts(document)[3] == 3
    assert Opportunity.objects.get(external_id="OPP-1").amount == Decimal(31400)


def test_a_rehearsal_remembers_nothing(reps, tmp_path):
    path = write_csv(tmp_path / "deals.csv", DEALS)
    load_path(path, dry_run=True)
    assert not Reading.objects.exists()


def test_what_no_load_used_for_long_is_forgotten(export):
    assert forget_unused(days=1) == 0
    assert forget_unused(days=0) == 1
    assert unread(export) == 0
    assert not ReadRows.objects.exists()
