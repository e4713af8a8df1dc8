"""A report as one person reads it: every section with its words, tables and drawings."""

from dataclasses import dataclass
from typing import Any

from reports import correction_words, facts, words
from reports.models import Report
from reports.section import Reading, Shown, in_order
from ui import formats


@dataclass(frozen=True, slots=True)
class Part:
    """A section on the page; without `shown` nothing was known, and `nothing` says so."""

    slug: str
    title: str
    shown: Shown | None
    nothing: str


def parts(report: Report, access: Any) -> list[Part]:
    """In order. A section that did not exist yet when the report was made is left out."""
    reading = Reading(report.about, report.period, facts.seen_people(access, report))
    found = []
    with formats.company_currency_is(report.currency):
        for slug, section in in_order():
            if slug in report.content:
                kept = report.content[slug]
                shown = section.show(kept, reading) if kept is not None else None
                found.append(Part(slug, str(section.title), shown, str(section.nothing)))
    return found


def book(report: Report, access: Any, found: facts.Corrections) -> list[tuple[str, list[Any]]]:
    """The same as sheets of a workbook: who and when, a sheet a section, what is different."""
    sheets = [(words.name(report), [(False, row) for row in _cover(report)])]
    with formats.company_currency_is(report.currency):
        sheets += [(part.title, _rows(part)) for part in parts(report, access)]
        rows = [(False, [correction_words.corrected(found)])]
        for sheet in correction_words.sheets(found):
            rows += _table(sheet)
    return [*sheets, (words.since(), rows)]


def _cover(report: Report) -> list[list[Any]]:
    return [
        [words.name(report)],
        [words.lede(report)],
        [words.state(report).text],
        [words.fingerprint(report)],
    ]


def _rows(part: Part) -> list[tuple[bool, list[Any]]]:
    if part.shown is None:
        return [(False, [part.nothing])]
    rows: list[tuple[bool, list[Any]]] = [(False, [said]) for said in part.shown.sentences]
    for sheet in part.shown.sheets:
        rows += _table(sheet)
    return rows


def _table(sheet: Any) -> list[tuple[bool, list[Any]]]:
    """An empty row, the title, the heads, the rows."""
    rows: list[tuple[bool, list[Any]]] = [(False, [])]
    if sheet.title:
        rows.append((True, [sheet.title]))
    rows.append((True, sheet.heads()))
    return rows + [(False, row) for row in sheet.rows()]
