"""Every published case of quotas, seasons, capacity and chances is run, with its own inputs.

A case counts as run when a test of quotas takes both its inputs and its answer from the file by the
case's name; a name in a docstring does not count. Cases that build on another one name it in `ref`.
"""

import ast
from pathlib import Path

import pytest

from tests.planning.core.published import CASES

HERE = Path(__file__).parent
AREAS = ("quota-", "season-", "cap-", "pattain-", "shrink-", "fair-", "bal-attainment-")
OURS = sorted(case for case in CASES if case.startswith(AREAS))
INPUTS, RIGHT = "inputs", "right"


def taken() -> dict[str, set[str]]:
    """By case, what tests read of it."""
    found: dict[str, set[str]] = {}
    for path in HERE.rglob("test_*.py"):
        for case, what in reads(ast.parse(path.read_text())):
            found.setdefault(case, set()).update(what)
    return found


def reads(tree: ast.AST) -> list[tuple[str, set[str]]]:
    """Of `inputs(x)`, `right(x)` and `CASES[x]`: x, said in place or as a name given before."""
    names = {
        target.id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name) and isinstance(node.value, ast.Constant)
    }
    found = []
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=("inputs" | "right") as who), args=[said]):
                what = {who}
            case ast.Subscript(value=ast.Name(id="CASES"), slice=said):
                what = {INPUTS, RIGHT}
            case _:
                continue
        said = names.get(said.id) if isinstance(said, ast.Name) else said
        if isinstance(said, ast.Constant) and isinstance(said.value, str):
            found.append((said.value, what))
    return found


def test_all_areas_have_cases() -> None:
    assert {area for area in AREAS if any(case.startswith(area) for case in OURS)} == set(AREAS)


@pytest.mark.parametrize("case", OURS)
def test_a_case_is_run_with_its_inputs(case: str) -> None:
    assert taken().get(case, set()) == {INPUTS, RIGHT}


def test_a_case_that_only_a_docstring_names_is_not_run() -> None:
    source = 'def test_a():\n    """cap-rre"""\n    case = "cap-b"\n    inputs(case)\n'
    assert reads(ast.parse(source)) == [("cap-b", {INPUTS})]
