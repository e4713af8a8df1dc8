"""Mapping files: read, checked, kept; sources recognised by their headers."""

import pytest

from intake.core import mapping as mappings
from intake.core.extract import Extract
from intake.core.headers import key
from intake.core.issues import Unreadable
from intake.core.plan import match_loosely, propose
from intake.core.source import SOURCES, recognise
from intake.core.tables import Table
from intake.core.target import TARGETS, by_order

YAML = """
files:
  - file: Sales*.csv
    target: reps
    delimiter: ";"
    columns:
      external_id: BusinessEntityID
      name: {template: "{First} {Last}"}
    where: {Status: [Won, 1]}
    values: {team: {x: y}}
"""


def table(header, rows=(), file="a.csv"):
    return Table(file, list(header), lambda: iter([(2, [list(r) for r in rows])] if rows else []))


def test_yaml_reads_and_survives_being_kept():
    mapping = mappings.from_yaml(YAML)
    (entry,) = mapping.entries
    assert entry.matches("deep/SalesPerson.csv")
    assert entry.where == {"Status": ("Won", "1")}
    assert entry.columns["name"].columns() == ["First", "Last"]
    assert mappings.from_dict(mappings.as_dict(mapping)) == mapping
    assert mapping.problems() == []


@pytest.mark.parametrize(
    "text",
    [
        "files: {",
        "[]",
        "files: [{target: reps, columns: {a: b}}]",
        "files: [{file: a, target: reps, columns: {name: {colum: x}}}]",
        "files: [{file: a, target: reps, colums: {}, columns: {name: x}}]",
        "files: [{file: a, target: reps, columns: {name: {template: '{a'}}}]",
    ],
)
def test_broken_mappings_say_where(text):
    with pytest.raises(Unreadable) as caught:
        mappings.from_yaml(text)
    assert caught.value.kind == "mapping_broken"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("{file: a, target: nope, columns: {a: b}}", {"target_unknown"}),
        ("{file: a, target: reps, columns: {external_id: a}}", {"field_missing"}),
        ("{file: a, target: reps, columns: {external_id: a, nam: b}}",
         {"field_unknown", "field_missing"}),
    ],
)  # fmt: skip
def test_problems_name_what_is_known(text, kinds):
    found = mappings.from_yaml(f"files: [{text}]").problems()
    assert {i.kind for i in found} == kinds
    assert all("{" not in i.message for i in found)


@pytest.mark.parametrize(
    ("rule", "cells"),
    [
        ({"column": "a"}, ["1", "", "2"]),
        ({"const": "x"}, ["x", "x", "x"]),
        ({"template": "{a}-{b}%"}, ["1-p%", "", "2-%"]),
        ({"join": ["a", "b"], "with": "/"}, ["1/p", "", "2"]),
        ({"first": ["b", "a"]}, ["p", "", "2"]),
        ({"column": "a", "starts": "1"}, ["1", "", ""]),
    ],
)
def test_rules_make_cells(rule, cells):
    entry = mappings.from_dict(
        {"files": [{"file": "a.csv", "target": "reps", "columns": {"name": rule}}]}
    ).entries[0]
    one = table(["a", "b"], [["1", "p"], ["", ""], ["2", ""]])
    (chunk,) = one.chunks()
    found = list(Extract(entry, one).cells("name", chunk))
    assert found == cells or found == ["1-p%", "", "2-%"]


def test_a_column_that_is_not_there_is_refused_with_the_known_ones():
    entry = mappings.from_yaml(YAML).entries[0]
    with pytest.raises(Unreadable) as caught:
        Extract(entry, table(["First"]))
    assert "First" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("StageName", "stage name"),
        ("stage_name", "stage name"),
        ("Deal - Stage (pipeline)", "deal stage pipeline"),
        ("Organization - Name*", "organization name"),
        ("OwnerID", "owner id"),
        ("Société", "societe"),
    ],
)
def test_keys_of_headers(name, same):
    assert key(name) == same


@pytest.mark.parametrize(
    ("source", "header", "targets"),
    [
        ("salesforce", "Id,Name,StageName,CloseDate,Amount,OwnerId,IsWon,IsClosed,CreatedDate",
         ["opportunities"]),
        ("salesforce", "Id,OpportunityId,CreatedById,CreatedDate,StageName,Amount,CloseDate,"
         "ForecastCategory,CurrencyIsoCode,ValidThroughDate,SystemModstamp,IsDeleted",
         ["deal_changes"]),
        ("salesforce", "Id,OpportunityId,CreatedById,CreatedDate,Field,OldValue,NewValue",
         ["deal_changes"]),
        ("salesforce_report", "Territory Region,Opportunity Owner,Account Name,Opportunity Name,"
         "Stage,Forecast Category,Total Amount Currency,Total Amount,Fiscal Period,Close Date,Type",
         ["opportunities"]),
        ("hubspot", "Record ID,Deal Name,Deal Stage,Amount,Deal owner,Close Date,Create Date,"
         "Last Activity Date", ["opportunities"]),
        ("pipedrive", "Deal - Title,Deal - Value,Deal - Owner,Deal - Stage,Deal - Status,"
         "Deal - Creation date,Organization - Name", ["accounts", "opportunities"]),
        ("own", "external_id,name,owner,stage,amount,currency,created_on,close_date",
         ["opportunities"]),
        ("own", "rep,valid_from,valid_to,amount", ["quotas"]),
    ],
)  # fmt: skip
def test_sources_are_recognised_by_their_headers(source, header, targets):
    found = recognise([table(header.split(","))]).mapping
    assert found.source == source
    assert [e.target for e in found.entries] == targets
    assert found.problems() == []


def test_a_file_that_could_be_two_things_is_not_guessed():
    assert not recognise([table(["external_id", "name"])]).mapping.entries
    named = recognise([table(["external_id", "name"], file="products.csv")]).mapping
    assert [e.target for e in named.entries] == ["products"]


def test_other_files_are_matched_by_synonyms():
    header = ["Opportunity ID", "Account Name", "Owner", "Amount", "Currency", "Stage",
              "Close Date", "Created", "Internal Notes"]  # fmt: skip
    entry = match_loosely(table(header))
    assert entry is not None
    assert entry.target == "opportunities"
    assert "Internal Notes" not in entry.columns_read()
    assert propose([table(header)]).entries == (entry,)


def test_every_preset_gives_what_its_target_needs():
    for source in SOURCES:
        for preset in source.presets:
            target = TARGETS[preset.target]
            assert set(preset.columns) <= set(target.names), preset.slug
            assert not target.problems(set(preset.columns)), preset.slug


def test_targets_come_after_what_they_point_at():
    order = [slug for slug, _ in by_order()]
    for first, later in [("reps", "accounts"), ("accounts", "opportunities"),
                         ("opportunities", "deal_changes"), ("teams", "reps"),
                         ("stages", "opportunities"), ("rates", "opportunities")]:  # fmt: skip
        assert order.index(first) < order.index(later)
