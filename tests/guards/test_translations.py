"""Every word a person reads exists in French, and nothing else is kept there."""

import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from tests.guards import ROOT, files, name

FOLDER = ROOT / "locale" / "fr" / "LC_MESSAGES"
FUNCTIONS = {"_", "gettext", "gettext_lazy", "gettext_noop", "pgettext", "pgettext_lazy"}
FUNCTIONS |= {"ngettext", "ngettext_lazy", "npgettext", "npgettext_lazy"}
LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
# How templatize writes {% translate %} and {% blocktranslate %}
IN_TEMPLATES = re.compile(rf"\b(?:n?p?gettext|_)\({LITERAL}(?:, ?{LITERAL})*", re.S)
# Values come in as %(name)s, in the sentences of imports as {name}
HOLES = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")
LOOSE = re.compile(r" (?:[:;?!»]|%(?!\())|« ")


@pytest.fixture(scope="module")
def french() -> Catalog:
    with (FOLDER / "django.po").open("rb") as file:
        return read_po(file, locale="fr")


def test_nothing_is_empty_or_doubtful(french):
    doubtful = [message.id for message in french if message.id and message.fuzzy]
    empty = [message.id for message in french if message.id and not all(forms(message))]
    assert (doubtful, empty) == ([], [])


def forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def english(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def holes(text: str) -> set[str]:
    return {percent or brace for percent, brace in HOLES.findall(text)}


def test_placeholders_survive(french):
    wrong = []
    for message in french:
        wanted = holes(english(message)[-1])
        *others, last = forms(message)
        if holes(last) != wanted or any(holes(form) - wanted for form in others):
            wrong.append(message.id)
    assert wrong == []


def test_values_can_be_filled_in(french):
    wrong = []
    for message in french:
        values = dict.fromkeys(holes(english(message)[-1]), "1")
        for form in forms(message) if values else ():
            try:
                filled = form % values if "%(" in form else form.format_map(values)
            except (ValueError, TypeError, KeyError, IndexError) as problem:
                wrong.append(f"{form}: {problem}")
            else:
                assert not holes(filled), form
    assert wrong == []


def test_signs_cling_to_their_words(french):
    """French puts a no-break space before : ; ? ! % » and after «."""
    loose = [form for message in french if message.id for form in forms(message)]
    assert [form for form in loose if LOOSE.search(form)] == []


def test_every_string_of_the_product_is_there_and_no_other(french):
    known = {english(message)[0] for message in french if message.id}
    found = {
        text: name(path)
        for path in files("*.py", "*.html", "templates/*.txt")
        if "tests" not in path.parts
        for text in strings(path)
    }
    missing = [f"{path}: {text}" for text, path in found.items() if text not in known]
    assert (sorted(missing), sorted(known - found.keys())) == ([], [])


def strings(path: Path) -> Iterator[str]:
    if path.suffix == ".py":
        yield from in_code(path.read_text())
    else:
        for call in IN_TEMPLATES.findall(templatize(path.read_text())):
            yield from in_code(f"{call})")


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
    compiled = BytesIO()
    write_mo(compiled, french)
    assert (FOLDER / "django.mo").read_bytes() == compiled.getvalue()
