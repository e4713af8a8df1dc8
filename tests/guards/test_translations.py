"""Every word a person reads exists in French."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from tests.guards import ROOT, files, name

FOLDER = ROOT / "locale" / "fr" / "LC_MESSAGES"
FUNCTIONS = {"_", "gettext", "gettext_lazy", "gettext_noop", "pgettext", "pgettext_lazy"}
FUNCTIONS |= {"ngettext", "ngettext_lazy", "npgettext", "npgettext_lazy"}
# How templatize writes {% translate %} and {% blocktranslate %}
IN_TEMPLATES = re.compile(r"\b(n?p?gettext|_)\((.*?)\)\s", re.S)


@pytest.fixture(scope="module")
def french() -> Catalog:
    with (FOLDER / "django.po").open("rb") as file:
        return read_po(file, locale="fr")


def test_nothing_is_empty_or_doubtful(french):
    doubtful = [message.id for message in french if message.id and message.fuzzy]
    empty = [message.id for message in french if message.id and not said(message.string)]
    assert (doubtful, empty) == ([], [])


def said(string: str | tuple[str, ...]) -> bool:
    return all(string) if isinstance(string, tuple) else bool(string)


def test_placeholders_survive(french):
    holes = re.compile(r"%\((\w+)\)[sd]")
    wrong = []
    for message in french:
        singular = message.id[0] if isinstance(message.id, tuple) else message.id
        wanted = set(holes.findall(message.id[-1] if isinstance(message.id, tuple) else singular))
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and any(set(holes.findall(form)) - wanted for form in forms):
            wrong.append(message.id)
    assert wrong == []


def test_every_string_of_the_product_is_there(french):
    known = {message.id[0] if isinstance(message.id, tuple) else message.id for message in french}
    missing = {
        f"{name(path)}: {text}"
        for path in files("*.py", "*.html")
        if "tests" not in path.parts
        for text in strings(path)
        if text not in known
    }
    assert sorted(missing) == []


def strings(path: Path) -> Iterator[str]:
    if path.suffix == ".py":
        yield from in_code(path.read_text())
    else:
        for _, arguments in IN_TEMPLATES.findall(templatize(path.read_text()) + " "):
            yield from in_code(f"_({arguments})")


def in_code(text: str) -> Iterator[str]:
    """The first text of each call of a translating function (after the context, if it has one)."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            place = 1 if "pgettext" in called else 0
            if called in FUNCTIONS and len(node.args) > place:
                given = node.args[place]
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield given.value


def test_the_compiled_catalogue_is_the_written_one(french):
    with (FOLDER / "django.mo").open("rb") as file:
        compiled = read_mo(file)
    written = {message.id: message.string for message in french if message.id}
    assert {message.id: message.string for message in compiled if message.id} == written
