"""Small files, small functions. Exceptions may only shrink: a smaller file must be noted."""

import ast
from collections.abc import Iterator

from tests.guards import files, name

FILE_LINES = 400
FUNCTION_LINES = 60
TEMPLATE_LINES = 150
SCRIPT_LINES = 300
# File or file::function → its lines today
EXCEPTIONS: dict[str, int] = {}


def too_long() -> Iterator[tuple[str, int]]:
    for path in files("*.py"):
        text = path.read_text()
        if (lines := text.count("\n")) > FILE_LINES:
            yield name(path), lines
        if "migrations" not in path.parts:
            yield from long_functions(name(path), text)
    for path in files("templates/*.html"):
        if (lines := path.read_text().count("\n")) > TEMPLATE_LINES:
            yield name(path), lines


def long_functions(where: str, text: str) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield f"{where}::{node.name}", lines


def test_nothing_grows_too_long():
    assert dict(too_long()) == EXCEPTIONS


def test_our_scripts_stay_small():
    lines = {name(path): path.read_text().count("\n") for path in files("static/*.js")}
    assert lines
    assert sum(lines.values()) < SCRIPT_LINES, lines


BANNED = {"utils", "helpers", "helper", "common", "manager", "managers", "misc", "data", "process"}


def test_files_have_names_that_say_something():
    named = [name(path) for path in files("*.py") if path.stem in BANNED]
    folders = [name(path) for path in files("*.py") if path.parent.name in BANNED - {"data"}]
    assert named + folders == []
