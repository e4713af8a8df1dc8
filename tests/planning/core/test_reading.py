"""Questions from documents and tables; all faults at once."""

from decimal import Decimal

import pytest

from planning.core.allocation import Basis
from planning.core.reading import Unreadable, document_of, question_of

CHILDREN = [{"id": "A", "prior": 5, "locked": True, "current": 7}, {"id": 2, "potential": None}]
TABLE = """id,prior,locked,actual
A,5.10,yes,6
B,,no,
"""


def problems(document):
    with pytest.raises(Unreadable) as refused:
        question_of(document)
    return refused.value.problems


def test_a_document():
    found = question_of({"total": Decimal("10.5"), "children": CHILDREN, "method": "equal"})
    assert (found.total, found.method, found.past) == (Decimal("10.5"), "equal", None)
    assert found.children == (
        Basis("A", prior=Decimal(5), current=Decimal(7), locked=True),
        Basis("2"),
    )


def test_children_with_a_result_are_the_past():
    found = question_of({"total": 10, "children": [{"id": "A", "actual": 9}, {"id": "B"}]})
    assert found.past.total == 10
    assert found.past.actual == {"A": 9}


def test_a_past_of_its_own():
    past = {"total": 8, "children": [{"id": "A", "prior": 3, "actual": 9}]}
    found = question_of({"total": 10, "children": CHILDREN, "past": past, "weights": [1, 2]})
    assert (found.past.total, found.past.children[0].prior) == (8, 3)
    assert found.weights == (1, 2)


def test_a_table():
    found = question_of(document_of(TABLE.splitlines()) | {"total": 10})
    assert found.children[0] == Basis("A", prior=Decimal("5.10"), locked=True)
    assert found.children[1] == Basis("B")
    assert found.past.actual == {"A": 6}


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ([], "holds no JSON object"),
        ({"children": CHILDREN}, "total is missing"),
        ({"total": -1, "children": CHILDREN}, "below 0"),
        ({"total": 1, "children": []}, "children must be a list"),
        ({"total": 1, "children": [5]}, "holds no JSON object"),
        ({"total": 1, "children": [{"id": "A", "prios": 5}]}, "unknown 'prios'"),
        ({"total": 1, "children": [{"id": True}]}, "is no id"),
        ({"total": 1, "children": [{"id": "A"}, {"id": "A"}]}, "more than once"),
        ({"total": 1, "children": [{"id": "A", "locked": "no"}]}, "true or false"),
        ({"total": 1, "children": [{"id": "A", "prior": "5"}]}, "is no number"),
        ({"total": float("inf"), "children": CHILDREN}, "is no number"),
        ({"total": True, "children": CHILDREN}, "is no number"),
        ({"total": 1, "children": CHILDREN, "method": "guess"}, "known: equal, potential"),
        ({"total": 1, "children": CHILDREN, "quantum": 0}, "quantum"),
        ({"total": 1, "children": CHILDREN, "weights": [0]}, "weights"),
        ({"total": 1, "children": CHILDREN, "weights": 5}, "weights is no list"),
        ({"total": 1, "children": CHILDREN, "past": {"total": 1}}, "past: children"),
        ({"total": 1, "children": CHILDREN, "extra": 1}, "unknown 'extra'"),
    ],
)
def test_what_cannot_be_read(document, said):
    assert said in "\n".join(problems(document))


def test_all_faults_are_told_at_once():
    children = [{"id": "A", "prior": "x"}, {"id": "B", "growth": "y"}]
    assert len(problems({"total": "z", "children": children, "method": 5})) == 4


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("prior\n5", "with id"),
        ("id,wrong\nA,5", "The columns must be"),
        ("id,prior\nA,five", "Row 2: prior is 'five'"),
        ("id,locked\nA,perhaps", "not yes or no"),
        ("id,prior\nA", "not as many cells"),
        ("id,prior\nA,5,6", "not as many cells"),
        ('id,prior\n"A,5', "Line"),
    ],
)
def test_what_cannot_be_read_of_a_table(text, said):
    with pytest.raises(Unreadable, match=said):
        document_of(text.splitlines())
