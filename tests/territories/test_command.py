"""The `territory` command over files: its public documents, exit codes and refusals."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.territories.core.questions import pfizer_document

NEAR = {"workload": 0.2}


def printed(*arguments: str) -> str:
    out = StringIO()
    call_command("territory", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def question(tmp_path):
    """Writes a question and gives its path."""

    def write(name: str = "question.json", text: str | None = None, **asked: object) -> str:
        path = tmp_path / name
        path.write_text(json.dumps(pfizer_document(**asked)) if text is None else text)
        return str(path)

    return write


def test_a_proposal_as_a_document(question):
    path = question(tolerance=NEAR, objective="disruption")
    found = json.loads(printed("propose", "--input", path, "--format", "json"))
    assert found["status"] == "optimal"
    assert found["objective"] == pytest.approx(0.1696)
    assert found["gap"] == pytest.approx(0)
    assert found["seconds"] > 0
    assert len(found["assignment"]) == 22
    assert [(m["unit"], m["from"], m["to"]) for m in found["moves"]] == [
        ("11", "2", "3"),
        ("12", "2", "3"),
    ]
    assert all(m["why"].startswith("moved from 2 to 3: ") for m in found["moves"])
    workload = found["balance"]["workload"]
    assert {"max_deviation", "cv", "gini", "by_seat"} <= set(workload)
    assert sum(workload["by_seat"].values()) == pytest.approx(4)
    assert found["balance_before"]["workload"]["max_deviation"] == pytest.approx(0.3377)


def test_balance_as_a_document(question):
    found = json.loads(printed("balance", "--input", question(), "--format", "json"))
    assert found["balance"]["workload"]["gini"] == pytest.approx(0.122175)
    assert found["units_without_seat"] == 0


def test_for_a_person(question):
    text = printed("propose", "--input", question(tolerance=NEAR, objective="disruption"))
    assert "optimal after" in text
    assert "11 moved from 2 to 3: " in text
    assert "largest deviation 33.8%" in printed("balance", "--input", question())


def test_options_come_before_the_file(question):
    path = question(tolerance={"workload": 0.5}, objective="disruption")
    options = ["--objective", "cost", "--tolerance", "workload=0.2", "--max-moves", "5"]
    found = json.loads(printed("propose", "--input", path, *options, "--format", "json"))
    assert found["objective"] == pytest.approx(155.41)
    assert len(found["moves"]) == 5


def test_without_an_answer_the_status_is_1_and_the_document_says_why(question, capsys):
    with pytest.raises(SystemExit) as ended:
        call_command("territory", "propose", "--input", question(tolerance=NEAR, max_moves=0),
                     "--format", "json")  # fmt: skip
    assert ended.value.code == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["status"], found["objective"], found["assignment"]) == ("infeasible", None, {})
    assert found["blockers"][0]["why"] == "at least 1 move is needed; 0 are allowed"
    assert "max_moves" in found["possible_without"]


def test_a_table(question):
    text = "unit,current,weight:w,cost:A,cost:B\n1,A,1,0,9\n2,A,1,9,0\n"
    path = question("question.CSV", text)
    found = json.loads(printed("propose", "--input", path, "--tolerance", "0", "--format", "json"))
    assert found["assignment"] == {"1": "A", "2": "B"}


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("q.txt", "", "neither .json nor .csv"),
        ("q.json", "{", "cannot be read"),
        ("q.json", "[]", "no JSON object"),
        ("q.json", '{"units": [1], "seats": ["A"], "size": 3}', "Unknown: 'size'; known: units"),
        ("q.json", '{"units": [1], "seats": ["A"]}', "there are no costs"),
        ("q.json", '{"units": ["1"], "seats": ["A"], "cost": {}}', "has no cost at any seat"),
        ("q.csv", "unit,colour\n1,2", "Unknown columns: colour"),
    ],
)
def test_what_cannot_be_asked_is_refused(question, name, text, told):
    with pytest.raises(CommandError) as refused:
        printed("propose", "--input", question(name, text))
    assert refused.value.returncode == 2
    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"current": {"1": "Z"}}, "current names the seat 'Z', which is not listed."),
        ({"locks": ["1", "4"], "families": [["1", "4"]]}, "locked or required at several seats"),
        ({"weights": {"workload": {str(i + 1): -1 for i in range(22)}}}, "is negative"),
        ({"objective": "travel"}, "'travel' is no objective; known: cost, disruption, balance."),
    ],
)
def test_contradictions_are_refused(question, change, told):
    with pytest.raises(CommandError) as refused:
        printed("propose", "--input", question(**change))
    assert refused.value.returncode == 2
    assert told in str(refused.value)


def test_a_file_that_is_not_there_is_refused():
    with pytest.raises(CommandError) as refused:
        printed("propose", "--input", "gone.json")
    assert refused.value.returncode == 2


def test_a_tolerance_that_is_none(question):
    with pytest.raises(CommandError, match=r"is not like 0\.1"):
        printed("propose", "--input", question(), "--tolerance", "workload=some")
