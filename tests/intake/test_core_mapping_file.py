"""A mapping as a file: read back as it was, and placed on the files that are here."""

import pytest

from intake.core.issues import Unreadable
from intake.core.mapping import Entry, Lookup, Mapping, Rule, from_yaml, text_of, text_rule
from intake.core.mapping_file import as_yaml, first_problem, fitting
from intake.core.tables import Table

MAPPING = Mapping(
    (
        Entry(
            file="deals-*.csv",
            target="opportunities",
            columns={
                "external_id": Rule(column="Nr"),
                "owner": Rule(first=("Wer", "Vertretung")),
                "name": Rule(template="{Konto} {Nr}"),
                "currency": Rule(const="EUR"),
                "stage": Rule(column="Stufe", lookup=Lookup("s.csv", "Id", "Name", strict=True)),
                "contact": Rule(column="Wer", starts="003"),
                "next_step": Rule(join=("A", "B"), separator=" · "),
            },
            values={"owner": {"no": "BOB", "Zoë": ""}},
            where={"Status": ("Won", "Open")},
            date_format={"close_date": "%d.%m.%Y"},
            decimal=",",
        ),
    ),
    "salesforce",
)
SIMPLE = """
files:
  - file: march.csv
    target: opportunities
    columns: {external_id: Nr, owner: Wer, stage: Stufe}
"""


def table(file: str, *header: str) -> Table:
    return Table(file, list(header), lambda told=None: iter(()))


def test_what_is_written_is_read_back():
    assert from_yaml(as_yaml(MAPPING)) == MAPPING


@pytest.mark.parametrize("text", ["USD", "{First} {Last}", "a {{b}} c", "{{x}}"])
def test_a_text_is_a_rule_and_back(text):
    assert text_of(text_rule(text)) == text


def test_only_texts_can_be_written_as_a_text():
    assert text_rule("USD") == Rule(const="USD")
    assert text_rule("{A}") == Rule(template="{A}")
    assert text_of(Rule(column="A")) is None
    assert text_of(Rule(const="A", lookup=Lookup("s", "a", "b"))) is None
    with pytest.raises(Unreadable, match="mapping cannot be read"):
        text_rule("{First")


def test_a_template_without_columns_is_a_constant():
    text = SIMPLE.replace("stage: Stufe", "stage: {template: Won}")
    assert from_yaml(text).entries[0].columns["stage"] == Rule(const="Won")


def test_a_file_of_another_name_with_the_same_columns_is_meant():
    here = [table("april.csv", "Nr", "Wer", "Stufe", "x"), table("other.csv", "Nr")]
    (entry,) = fitting(SIMPLE, here).entries
    assert entry.file == "april.csv"


def test_a_name_that_fits_wins_over_columns():
    here = [table("april.csv", "Nr", "Wer", "Stufe"), table("march.csv", "Nr", "Wer", "Stufe")]
    assert fitting(SIMPLE, here).entries[0].file == "march.csv"


@pytest.mark.parametrize(
    ("text", "here", "words"),
    [
        (SIMPLE, [table("a.csv", "x")], "other files: march.csv"),
        (SIMPLE, [table("a.csv", "Nr", "Wer", "Stufe"), table("b.csv", "Nr", "Wer", "Stufe")],
         "other files"),
        (SIMPLE, [table("march.csv", "Nr", "Wer")], "no column Stufe"),
        (SIMPLE.replace("opportunities", "deals"), [table("march.csv", "Nr")], "no target deals"),
        (SIMPLE.replace("owner", "seller"), [table("march.csv", "Nr")], "no field seller"),
        ("files: 3", [table("march.csv", "Nr")], "cannot be read"),
        ("{", [table("march.csv", "Nr")], "cannot be read"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused(text, here, words):
    with pytest.raises(Unreadable, match=words):
        fitting(text, here)


def test_a_column_that_is_not_there_is_found_before_anything_is_kept():
    here = [table("deals-1.csv", "Nr")]
    assert first_problem(MAPPING, here) is not None
    assert first_problem(from_yaml(SIMPLE), here) is None
