"""The answer to a question: which method, and all of them beside it."""

from planning.core.allocation import METHODS
from planning.core.proposing import document, proposed
from planning.core.reading import question_of
from tests.planning.core.published import inputs, money

CASE = inputs("quota-methods-three")
COLUMNS = ("prior", "prior_growth", "potential", "actual")
CHILDREN = [
    dict(zip(("id", "prior", "growth", "potential", "actual"), row, strict=True))
    for row in zip("ABCD", *(CASE[name] for name in COLUMNS), strict=True)
]


def answer(**more):
    return proposed(question_of({"total": CASE["goal"], "children": CHILDREN, **more}))


def test_the_past_year_chooses():
    found = answer()
    assert found.method == "relative_growth"
    assert list(found.quotas) == money(580, 840, 460, 320)
    assert [each.slug for each in found.methods] == METHODS.slugs()
    assert found.tried[0].slug == "relative_growth"


def test_an_asked_method_comes_first_and_its_problems_are_told():
    assert answer(method="uniform_growth").method == "uniform_growth"
    found = answer(method="ratio")
    assert (found.quotas, len(found.problems)) == ((), 1)
    assert document(found)["problems"] == ["The ratio is missing. (A, B, C, D)"]


def test_without_a_past_nothing_is_proposed_and_all_are_shown():
    found = answer(children=[{"id": "A"}, {"id": "B"}])
    assert (found.method, found.quotas, found.tried) == (None, (), ())
    assert document(found)["methods"][0]["quotas"] == {"A": 1100.0, "B": 1100.0}


def test_a_method_that_cannot_answer_now_is_not_chosen_for_its_past():
    past = {"total": CASE["goal"], "children": CHILDREN}
    now = [{key: row[key] for key in ("id", "prior")} for row in CHILDREN]
    found = answer(children=now, past=past)
    assert found.tried[0].slug == "relative_growth"
    assert found.method == "uniform_growth"


def test_months_of_each_add_up():
    found = answer(weights=[1, 2, 4])
    for quota, months in zip(found.quotas, found.months, strict=True):
        assert sum(months) == quota
    assert document(found)["children"][0]["months"] == [82.86, 165.71, 331.43]
