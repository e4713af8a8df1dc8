"""What is frozen is what the pages show: the same facts, the same sums."""

from datetime import timedelta
from decimal import Decimal

import pytest

import forecasting.services
import kpis.facts
import kpis.services
from forecasting.core.buckets import BETWEEN, END, START
from kpis.core.metrics import METRICS
from reports.core.plain import number
from reports.page import parts
from reports.section import DRAWN, SECTIONS
from reports.services import Everyone
from teams import facts as teams

pytestmark = pytest.mark.django_db


def shown(report, slug):
    (part,) = [part for part in parts(report, Everyone()) if part.slug == slug]
    return part.shown


def test_the_headline_is_the_stored_values(made, quarter):
    stored = kpis.facts.values(teams.company_scope(), quarter)
    for slug, kept in made.content["headline"]["values"].items():
        assert number(kept["value"]) == stored[slug].value, slug


def test_everybody_stands_with_their_stored_values(made, quarter):
    lines = made.content["results"]["lines"]
    found = {(one["kind"], one["id"]): one for one in lines}
    assert {kind for kind, _ in found} == {"company", "team", "rep"}
    for (kind, pk), line in found.items():
        scope = teams.scopes_of(kind, [pk])[pk] if kind != "company" else teams.company_scope()
        stored = kpis.facts.values(scope, quarter, line["values"])
        assert {k: number(v) for k, v in line["values"].items()} == {
            k: one.value for k, one in stored.items()
        }


def test_coverage_is_of_the_first_day(made):
    company = made.content["results"]["lines"][0]
    quota, start = (
        number(company["values"]["quota"]),
        number(made.content["movement"][START]["value"]),
    )
    assert number(company["coverage"]) == round(start / quota, 4)


def test_people_stand_by_name_under_their_team(made):
    """No bottom list: whoever did worst stands where their name puts them."""
    below, level = [], 0
    for line in made.content["results"]["lines"]:
        if line["kind"] == "rep" and line["level"] == level:
            below.append(line["name"])
            assert below == sorted(below)
        else:
            below, level = [], line["level"] + 1


def test_the_movement_adds_up_and_is_that_of_the_pipeline_page(made, quarter):
    kept = made.content["movement"]
    values = {slug: number(one["value"]) for slug, one in kept.items()}
    between = sum((values.get(slug, Decimal(0)) for slug in BETWEEN), Decimal(0))
    assert values[START] + between == values[END]
    page = forecasting.services.movement(teams.company_scope(), quarter, quarter.start, quarter.end)
    assert {slug: page[slug].value for slug in values} == values


def test_what_was_won_is_what_was_booked(made):
    won = number(made.content["headline"]["values"]["won_value"]["value"])
    assert -number(made.content["movement"]["won"]["value"]) == won


def test_the_largest_deals_are_in_order(made):
    for deals in made.content["deals"].values():
        values = [number(one["value"]) for one in deals]
        assert values == sorted(values, reverse=True)


def test_the_next_quarter_is_as_it_was_known_on_the_last_day(made, quarter):
    row = made.content["pipeline"][0]
    after, last = teams.company().calendar.next(quarter), quarter.end - timedelta(1)
    known = kpis.services.compute(teams.company_scope(), after, last, ["open_pipeline"])
    assert number(row["values"]["open_pipeline"]) == known["open_pipeline"].value


def test_dots_have_no_names(made):
    drawing = "".join(str(sheet.drawing) for sheet in shown(made, "comparison").sheets)
    assert "circle" in drawing
    names = [one["name"] for g in made.content["comparison"] for one in _people(g)]
    assert names
    assert not any(name in drawing for name in names)


def test_what_was_allowed_for_is_said_as_it_was_then(made):
    """Reports of before potential was asked for hold nothing about it."""
    kept = [one for g in made.content["comparison"] for one in g["kpis"].values() if one]
    said = {"adjusted": "Adjusted for the potential", "same": "makes no difference", "": "again."}
    for stand, words in said.items():
        for one in kept:
            one["potential"] = stand
        assert words in shown(made, "comparison").foot[-65:]
    for one in kept:
        del one["potential"]
    assert shown(made, "comparison").foot.endswith("Territory potential is not known.")


def _people(group):
    return [one for kept in group["kpis"].values() if kept for one in kept["people"]]


@pytest.mark.parametrize("slug", SECTIONS.slugs())
def test_a_section_prints_every_cell_and_exports_what_it_prints(slug, made):
    for sheet in shown(made, slug).sheets:
        for (_line, cells), row in zip(sheet.printed(), sheet.rows(), strict=True):
            drawn = [c.unit == DRAWN for c in sheet.columns]
            texts = [str(text) for (_css, text), d in zip(cells, drawn, strict=True) if not d]
            assert [text == "" for text in texts] == [v in (None, "") for v in row]
            assert len(sheet.heads()) == len(row)


@pytest.mark.parametrize("slug", SECTIONS.slugs())
def test_without_data_a_section_says_so(slug, made):
    made.content = made.content | {slug: None}
    (part,) = [part for part in parts(made, Everyone()) if part.slug == slug]
    assert part.shown is None
    assert part.nothing


def test_a_section_that_is_newer_than_the_report_is_left_out(made):
    made.content = {slug: kept for slug, kept in made.content.items() if slug != "people"}
    assert "people" not in [part.slug for part in parts(made, Everyone())]


def test_every_figure_is_a_known_one(made):
    assert set(made.content["headline"]["values"]) <= set(METRICS.slugs())
