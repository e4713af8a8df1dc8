"""Share a goal out among people: from a file, by one method or that which last year speaks for."""

import json
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from planning.core.allocation import METHODS
from planning.core.proposing import Proposal, document, proposed, words
from planning.core.reading import Question, Unreadable, document_of, question_of
from planning.management.act import Act, Answer, CannotAct


def _arguments(parser: CommandParser) -> None:
    parser.add_argument("what", metavar="FILE", help="question as FILE.json or FILE.csv")
    parser.add_argument("--total", metavar="AMOUNT", help="the goal; instead of the file's")
    parser.add_argument("--method", help=f"one of {', '.join(METHODS.slugs())}")
    parser.add_argument("--mix", metavar="PART", help="weight of history in the mix, 0 to 1")


def _answer(options: dict[str, Any]) -> Answer:
    found = proposed(_question(options))
    return Answer(document(found), list(_lines(found)), done=not found.problems)


def _question(options: dict[str, Any]) -> Question:
    asked = _document(Path(options["what"]))
    told = {name: _number(name, options[name]) for name in ("total", "mix")}
    asked |= {name: value for name, value in told.items() if value is not None}
    if options["method"] is not None:
        asked["method"] = options["method"]
    try:
        return question_of(asked)
    except Unreadable as fault:
        raise CannotAct(str(fault)) from None


def _document(file: Path) -> dict[str, Any]:
    if file.suffix.lower() not in (".json", ".csv"):
        raise CannotAct(f"{file} is neither .json nor .csv.")
    try:
        text = file.read_text(encoding="utf-8-sig")
        if file.suffix.lower() == ".csv":
            return document_of(text.splitlines())
        found = json.loads(text, parse_float=Decimal)
    except Unreadable as fault:
        raise CannotAct(str(fault)) from None
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as unreadable:
        raise CannotAct(f"{file} cannot be read: {unreadable}") from None
    if not isinstance(found, dict):
        raise CannotAct("The file holds no JSON object.")
    return found


def _number(name: str, text: str | None) -> Decimal | None:
    try:
        return None if text is None else Decimal(text)
    except InvalidOperation:
        raise CannotAct(f"--{name} {text!r} is no number.") from None


def _lines(found: Proposal) -> Iterator[str]:
    children = found.question.children
    if found.method is None:
        yield "No method was asked for, and no past year speaks for one: all of them."
        for each in found.methods:
            quotas = zip(children, each.quotas, strict=False)
            told = ", ".join(f"{child.id} {quota:,.2f}" for child, quota in quotas)
            yield f"{each.slug}: {told or '; '.join(words(each.problems))}"
    elif found.problems:
        yield f"{found.method} cannot answer:"
        yield from (f"  {word}" for word in words(found.problems))
    else:
        yield f"{found.question.total:,.2f} by {found.method}"
        for child, quota in zip(children, found.quotas, strict=True):
            yield f"  {child.id}: {quota:,.2f}{' (locked)' if child.locked else ''}"
    if found.tried:
        yield "Error on the past year:"
    for each in found.tried:
        error = "unknown" if each.error is None else f"{each.error:.1%}"
        yield f"  {each.slug}: {error}"


ACT = Act("Share a goal out among its holders.", _arguments, _answer)
