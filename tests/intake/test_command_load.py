"""`manage.py load`: one JSON document on standard output, and its exit status."""

import json

import pytest
from django.core.management import CommandError, call_command

from crm import facts as crm
from intake.services import load_path
from tests.intake.write import DEALS, OWNERS, write_csv

pytestmark = pytest.mark.django_db


@pytest.fixture
def owners(company, tmp_path):
    load_path(write_csv(tmp_path / "reps.csv", OWNERS))


def run(capsys, *args) -> tuple[int, str]:
    code = 0
    try:
        call_command("load", *map(str, args))
    except SystemExit as ended:
        code = int(ended.code or 0)
    return code, capsys.readouterr().out


def test_done_is_0_and_the_document_is_all_that_is_printed(owners, tmp_path, capsys):
    path = write_csv(tmp_path / "deals.csv", DEALS)
    code, out = run(capsys, path, "--format", "json", "--as-of", "2026-06-16")
    document = json.loads(out)
    assert code == 0
    assert {"run", "dry_run", "files", "issues"} <= document.keys()
    assert document["files"] == [
        {
            "file": "deals.csv", "target": "opportunities", "rows": 3, "created": 3,
            "updated": 0, "unchanged": 0, "rejected": 0, "skipped": 0,
        }
    ]  # fmt: skip


def test_problems_are_1_and_say_where(owners, tmp_path, capsys):
    rows = [DEALS[0] | {"owner": "nobody"}, DEALS[1]]
    code, out = run(capsys, write_csv(tmp_path / "d.csv", rows), "--format", "json")
    assert code == 1
    issue = next(i for i in json.loads(out)["issues"] if i["severity"] == "error")
    assert (issue["file"], issue["row"], issue["column"]) == ("d.csv", 2, "owner")


@pytest.mark.parametrize("name", ["missing.csv", "empty.csv"])
def test_refused_is_2(company, tmp_path, capsys, name):
    (tmp_path / "empty.csv").touch()
    code, out = run(capsys, tmp_path / name, "--format", "json")
    assert code == 2
    assert json.loads(out)["files"] == []


def test_bad_arguments_are_2(company):
    for args in ([], ["x", "--as-of", "June"], ["--help-target", "nope"]):
        with pytest.raises(CommandError) as caught:
            call_command("load", *args)
        assert caught.value.returncode == 2


def test_a_dry_run_changes_nothing(owners, tmp_path, capsys):
    code, out = run(capsys, write_csv(tmp_path / "deals.csv", DEALS), "--dry-run")
    assert code == 0
    assert "nothing was changed" in out
    assert not crm.opportunities().exists()


def test_the_columns_of_a_target(capsys):
    _, out = run(capsys, "--help-target", "quotas")
    assert "valid_from" in out
    assert "required" in out
