"""The `quota` command over files: its public documents, exit codes and refusals."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from planning.management.act import ACTS
from tests.planning.core.test_proposing import CASE, CHILDREN


def printed(*arguments: str) -> str:
    out = StringIO()
    call_command("quota", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def question(tmp_path):
    """Writes a question and gives its path."""

    def write(name: str = "question.json", text: str | None = None, **asked: object) -> str:
        path = tmp_path / name
        whole = {"total": CASE["goal"], "children": CHILDREN, **asked}
        path.write_text(json.dumps(whole) if text is None else text)
        return str(path)

    return write


def test_a_proposal_as_a_document(question):
    found = json.loads(printed("propose", question(), "--format", "json"))
    assert found["method"] == "relative_growth"
    assert [child["quota"] for child in found["children"]] == [580, 840, 460, 320]
    errors = {each["method"]: each["error"] for each in found["backtest"]}
    assert errors["potential"] == pytest.approx(0.0318, abs=1e-4)


def test_for_a_person(question):
    text = printed("propose", question())
    assert "2,200.00 by relative_growth" in text
    assert "A: 580.00" in text
    assert "uniform_growth: 6.4%" in text


def test_options_come_before_the_file(question):
    path = question()
    found = json.loads(
        printed("propose", path, "--total", "4400", "--method", "equal", "--format", "json")
    )
    assert [child["quota"] for child in found["children"]] == [1100] * 4
    mixed = printed("propose", path, "--method", "weighted", "--mix", "1")
    assert (
        mixed.splitlines()[1:5]
        == printed("propose", path, "--method", "uniform_growth").splitlines()[1:5]
    )


def test_a_table_with_a_locked_child(question):
    path = question("question.csv", "id,current,locked\nA,700,yes\nB,,\nC,,\n")
    text = printed("propose", path, "--total", "1000.01", "--method", "equal")
    assert text.splitlines()[:4] == [
        "1,000.01 by equal",
        "  A: 700.00 (locked)",
        "  B: 150.01",
        "  C: 150.00",
    ]


def test_without_method_and_past_all_are_shown(question):
    text = printed("propose", question(children=[{"id": "A"}, {"id": "B"}]))
    assert "equal: A 1,100.00, B 1,100.00" in text
    assert "ratio: The ratio is missing. (A, B)" in text


def test_a_method_that_cannot_answer_ends_with_1(question):
    with pytest.raises(SystemExit) as ended:
        printed("propose", question(), "--method", "ratio")
    assert ended.value.code == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "arguments",
    [
        ("propose", "nowhere.json"),
        ("propose", "plan.txt"),
        ("propose", "{path}", "--total", "much"),
        ("propose", "{path}", "--method", "guess"),
        ("propose", "{list}"),
        ("propose", "{broken}"),
        ("propose", "{table}"),
    ],
)
def test_what_cannot_be_understood_ends_with_2(question, arguments):
    paths = {
        "path": question(),
        "list": question("list.json", "[]"),
        "broken": question("broken.json", "{"),
        "table": question("table.csv", "id,prior\nA,much\n"),
    }
    with pytest.raises(CommandError) as refused:
        printed(*(word.format(**paths) for word in arguments))
    assert refused.value.returncode == 2


def test_every_act_is_a_file():
    assert "propose" in ACTS
