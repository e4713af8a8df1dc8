"""Northwind's territories: text ids, names twice, and four that nobody has."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from intake.services import load_path
from territories.facts.stated import stated

DATA = Path(__file__).parent.parent / "data" / "northwind"
MAPPING = """
files:
  - file: region.csv
    target: territories
    columns: {external_id: {template: "region {region_id}"}, name: region_description}
  - file: territories.csv
    target: territories
    columns:
      external_id: territory_id
      name: territory_description
      parent: {template: "region {region_id}"}
  - file: employees.csv
    target: reps
    columns:
      external_id: employee_id
      name: {join: [first_name, last_name]}
      hired_on: hire_date
  - file: employee_territories.csv
    target: coverage
    columns: {rep: employee_id, territory: territory_id, valid_from: {const: "1996-01-01"}}
"""

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(company, tmp_path):
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(MAPPING)
    assert yaml.safe_load(MAPPING)
    document = load_path(DATA, mapping=mapping, as_of=date(1998, 5, 6))
    assert document["status"] == "done", document["issues"]
    return stated(date(1998, 5, 6))


def test_four_territories_have_nobody(found):
    """By the files themselves: in territories.csv, not in employee_territories.csv."""
    rows = (DATA / "employee_territories.csv").read_text().split()[1:]
    held = {row.split(",")[1] for row in rows}
    every = (DATA / "territories.csv").read_text().split("\n")[1:]
    ids = {line.split(",")[0] for line in every if line.strip()}
    assert {one.external_id for one in found.gaps} == ids - held
    assert len(found.gaps) == 4


def test_ids_keep_their_leading_zeros_and_twins_are_told(found):
    assert found.territories == 57
    twins = [[one.name for one in same] for same in found.twins]
    assert ["New York", "New York"] in twins


def test_nobody_shares_a_territory(found):
    assert found.overlaps == ()
