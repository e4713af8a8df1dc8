"""A plan through a spreadsheet and back: unchanged it changes nothing; else line by line."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from teams.services.refused import Refused
from territories.facts.bulk import BY_SLUG, SHEETS
from territories.models import (
    AccountLock,
    NamedAccount,
    PlannedTerritory,
    Rule,
    Seat,
)
from territories.services import bulk, editing
from territories.services.placing import place
from tests.factories import crm
from tests.factories import teams as people
from tests.factories import territories as make
from ui.exports import book_response, csv_response

pytestmark = pytest.mark.django_db

START = date(2027, 1, 1)
FRANCE = [{"field": "country", "op": "in", "values": ["France"]}]


@pytest.fixture
def draft(dora):
    return make.model("2027", by=dora)


@pytest.fixture
def plan(draft, dora, bob):
    """North holds Coast; Bob has Coast; France belongs to it; Acme is there by name, and locked."""
    north = editing.create_territory(by=dora, model_id=draft.pk, name="North")
    coast = editing.create_territory(by=dora, model_id=draft.pk, name="Coast", parent=north)
    role = north.role_id
    editing.add_seat(by=dora, territory=coast, role_id=role, rep_id=bob.rep.pk, on=START)
    editing.create_rule(
        by=dora, territory=coast, kind=Rule.Kind.GEOGRAPHY, include=FRANCE, number=10
    )
    acme = crm.account("Acme", external_id="ACME")
    crm.account("Ajax", external_id="AJAX", country="France")
    editing.name_account(by=dora, territory=north, account_id=acme.pk, why="Old friends")
    editing.lock_account(by=dora, model_id=draft.pk, account_id=acme.pk, reason="Renewal")
    place(draft.pk)
    return draft


def exported(model, slug):
    """The lines of a sheet, as a person gets them."""
    sheet = BY_SLUG[slug]
    content = b"".join(csv_response(slug, sheet.heads, sheet.rows(model.pk)))
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def file_of(rows):
    text = io.StringIO(newline="")
    heads = list(rows[0])
    writer = csv.DictWriter(text, heads, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return io.BytesIO(text.getvalue().encode())


def workbook(model):
    def marked(sheet):
        yield True, sheet.heads
        for row in sheet.rows(model.pk):
            yield False, row

    answer = book_response("plan", ((sheet.slug, marked(sheet)) for sheet in SHEETS))
    return io.BytesIO(b"".join(answer))


def checked(model, dora, rows):
    return bulk.check(by=dora, model_id=model.pk, file=file_of(rows), name="plan.csv")


def stored(model, dora, rows):
    run = checked(model, dora, rows)
    return bulk.store(by=dora, model_id=model.pk, check_id=run.pk)


def counts(run):
    return tuple(run.result["counts"][act] for act in ("add", "change", "same", "refuse"))


def messages(run):
    return [fault for one in run.result["refused"] for fault in one["faults"]]


# Round trip --------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", BY_SLUG)
def test_a_sheet_that_comes_back_changes_nothing(plan, dora, slug):
    rows = exported(plan, slug)
    assert counts(checked(plan, dora, rows)) == (0, 0, len(rows), 0)


def test_a_workbook_that_comes_back_changes_nothing(plan, dora):
    run = bulk.check(by=dora, model_id=plan.pk, file=workbook(plan), name="plan.xlsx")
    assert counts(run) == (0, 0, 6, 0)
    assert set(run.result["by_sheet"]) == set(BY_SLUG)


TEXT = some.text(some.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
NAMES = some.text(some.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)
SHARES = some.decimals(1, 99, places=4)
VALUES = some.lists(NAMES.filter(str.strip), min_size=1, max_size=3)


@given(
    name=NAMES,
    country=TEXT,
    target=some.decimals("0.0001", 9999, places=4),
    values=VALUES,
    note=TEXT,
    share=SHARES,
    why=TEXT,
    as_book=some.booleans(),
)
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whatever_a_plan_holds_comes_back_unchanged(
    draft, dora, bob, name, country, target, values, note, share, why, as_book
):
    with transaction.atomic():
        place_ = editing.create_territory(
            by=dora, model_id=draft.pk, name=name, target=target, country=country
        )
        shares = [(bob.rep.pk, share), (None, Decimal(100) - share)]
        role = place_.role_id
        editing.divide_seat(by=dora, territory=place_, role_id=role, shares=shares, on=START)
        asks = [{"field": "name", "op": "in", "values": values}]
        editing.create_rule(
            by=dora,
            territory=place_,
            kind=Rule.Kind.SEGMENT,
            include=asks,
            number=0,
            note=note,
        )
        account = crm.account()
        editing.name_account(by=dora, territory=place_, account_id=account.pk, why=why)
        if as_book:
            run = bulk.check(by=dora, model_id=draft.pk, file=workbook(draft), name="x.xlsx")
            assert counts(run) == (0, 0, 5, 0), run.result
        else:
            for slug in BY_SLUG:
                rows = exported(draft, slug)
                run = checked(draft, dora, rows)
                assert counts(run) == (0, 0, len(rows), 0), run.result
        transaction.set_rollback(True)


# What lines ask for ------------------------------------------------------------------------------


def test_a_check_stores_nothing(plan, dora):
    rows = exported(plan, "territories")
    rows[0]["name"] = "Another"
    run = checked(plan, dora, rows)
    assert counts(run) == (0, 1, 1, 0)
    assert run.result["changes"][0]["changes"] == [["name", "Coast", "Another"]]
    assert not PlannedTerritory.objects.filter(name="Another").exists()


def test_territories_are_added_below_each_other_and_changed(plan, dora):
    rows = exported(plan, "territories")
    coast = next(row for row in rows if row["territory"] == "coast")
    coast |= {"parent": "", "target": "2,5"}
    new = {"role": "account-executive", "target": "1"}
    rows += [
        new | {"territory": "isle", "name": "Isle", "parent": "sea"},
        new | {"territory": "sea", "name": "Sea", "parent": "coast"},
    ]
    run = stored(plan, dora, rows)
    assert counts(run) == (2, 1, 0, 0)
    isle = PlannedTerritory.objects.get(slug="isle")
    assert isle.parent.parent.slug == "coast"
    assert isle.parent.parent.target == Decimal("2.5")
    assert isle.parent.parent.parent is None


def test_rules_and_seats_follow_the_file(plan, dora, bob):
    people.rep("Carl", external_id="CARL")
    rules = exported(plan, "rules")
    rules[0]["include"] = "country in France; Belgium"
    rules.append({"rule": "", "territory": "north", "kind": "rest", "number": "900"})
    assert counts(stored(plan, dora, rules)) == (1, 1, 0, 0)
    assert Rule.objects.get(number=10).include[0]["values"] == ["France", "Belgium"]
    seats = exported(plan, "seats")
    seats[0]["share"] = "60"
    seats.append({**seats[0], "seat": "", "person": "CARL", "share": "40", "version": ""})
    assert counts(stored(plan, dora, seats)) == (1, 1, 0, 0)
    assert set(Seat.objects.values_list("rep__name", "share")) == {("Bob", 60), ("Carl", 40)}


def test_accounts_are_named_let_go_and_locked(plan, dora):
    rows = {row["account"]: row for row in exported(plan, "accounts")}
    assert rows["AJAX"]["territory"] == "coast"
    rows["AJAX"] |= {"territory": "north", "why": "Asked for", "lock": "Yes"}
    rows["ACME"] |= {"named": "", "lock": "", "lock_reason": ""}
    assert counts(stored(plan, dora, list(rows.values()))) == (0, 2, 0, 0)
    named, lock = NamedAccount.objects.get(), AccountLock.objects.get()
    assert (named.account.name, named.territory.slug, named.why) == ("Ajax", "north", "Asked for")
    assert (lock.account.name, lock.by) == ("Ajax", dora)


def test_a_list_of_accounts_from_elsewhere_needs_no_versions(plan, dora):
    crm.account("New", external_id="NEW")
    rows = [
        {"account": "NEW", "territory": "coast", "lock": "x"},
        {"account": "NOBODY", "territory": "coast", "lock": ""},
    ]
    run = stored(plan, dora, rows)
    assert counts(run) == (0, 1, 0, 1)
    assert messages(run)[0][0] == "account"
    assert NamedAccount.objects.get(account__external_id="NEW").territory.slug == "coast"


# What is refused ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slug", "column", "value", "says"),
    [
        ("territories", "target", "much", "is no number"),
        ("territories", "target", "0", "too small"),
        ("territories", "name", " ", "empty"),
        ("territories", "parent", "nowhere", "no territory"),
        ("territories", "parent", "coast", "can't be above it"),
        ("territories", "role", "king", "no such role"),
        ("rules", "include", "planet in Mars", "planet"),
        ("rules", "include", "", "asks nothing"),
        ("rules", "kind", "magic", "none of: segment, geography, rest"),
        ("rules", "territory", "nowhere", "no territory"),
        ("seats", "share", "50", "add up to 50"),
        ("seats", "person", "NOBODY", "no person"),
        ("seats", "from", "soon", "is no day"),
        ("seats", "to", "2026-01-01", "end must be after"),
        ("seats", "territory", "north", "stays on its territory"),
        ("accounts", "territory", "nowhere", "no territory"),
        ("accounts", "lock", "perhaps", "write yes"),
    ],
)
def test_a_line_that_can_not_be_is_refused_with_its_column(plan, dora, slug, column, value, says):
    rows = exported(plan, slug)
    chosen = next(
        (row for row in rows if row.get("territory") == "north" and slug == "territories"), rows[0]
    )
    before = dict(chosen)
    chosen[column] = value
    run = stored(plan, dora, rows)
    assert run.result["counts"]["refuse"] == 1
    assert run.result["counts"]["change"] == 0
    [fault] = messages(run)
    assert says in fault[2]
    assert fault[0] in ("", column)
    again = next(
        row for row in exported(plan, slug) if row[BY_SLUG[slug].key] == before[BY_SLUG[slug].key]
    )
    assert again == before


def test_of_a_line_that_is_refused_nothing_is_done(plan, dora):
    rows = exported(plan, "territories")
    coast = next(row for row in rows if row["territory"] == "coast")
    coast |= {"parent": "", "role": "king"}
    assert counts(stored(plan, dora, rows)) == (0, 0, 0, 1)
    assert PlannedTerritory.objects.get(slug="coast").parent.slug == "north"


@pytest.mark.parametrize(
    ("key", "says"), [("x" * 121, "Longer than 120"), ("à", "letters without accents")]
)
def test_a_short_name_that_can_not_be_is_refused(plan, dora, key, says):
    new = {"territory": key, "name": "Sea", "parent": "", "role": "account-executive"}
    run = stored(plan, dora, [new | {"target": "1"}])
    [fault] = messages(run)
    assert (fault[0], says in fault[2]) == ("territory", True)


@pytest.mark.parametrize("slug", BY_SLUG)
def test_what_no_database_can_hold_and_numbers_that_are_none_are_refused(plan, dora, slug):
    """A file of a machine may hold NUL; ² is a digit that makes no number."""
    first = exported(plan, slug)[0]
    rows = [first | {BY_SLUG[slug].key: key, "version": ""} for key in ("a\0é", "²")]
    assert counts(checked(plan, dora, rows)) == (0, 0, 0, 2)
    if slug == "rules":
        assert counts(checked(plan, dora, [first | {"note": "a\0b"}])) == (0, 1, 0, 0)


def test_a_stale_line_is_refused_and_one_that_was_not_touched_is_left(plan, dora):
    rows = exported(plan, "territories")
    for row in PlannedTerritory.objects.filter(model=plan):
        editing.change_territory(by=dora, territory=row, country="Norway")
    coast = next(row for row in rows if row["territory"] == "coast")
    coast["name"] = "Coast and isles"
    assert counts(checked(plan, dora, rows)) == (0, 0, 1, 1)
    run = stored(plan, dora, rows)
    assert messages(run)[0][0] == "version"
    assert set(PlannedTerritory.objects.values_list("country", flat=True)) == {"Norway"}


def test_lines_without_version_removed_rows_and_doubles_are_refused(plan, dora):
    rows = exported(plan, "rules")
    Rule.objects.all().delete()
    rows[0]["note"] = "Mine"
    assert messages(checked(plan, dora, rows))[0][2].startswith("It was removed")
    rows = exported(plan, "territories")
    rows[0] |= {"version": "", "name": "Mine"}
    rows += [dict(rows[1])]
    told = [fault[2] for fault in messages(checked(plan, dora, rows))]
    assert told[0].startswith("It exists already")
    assert told[1].startswith("This row stands twice")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"a,b\n1,2\n", "must hold the heads"),
        (b"\xff\xfe\x00a", "no CSV in UTF-8"),
        (b"PK\x03\x04broken", "no CSV in UTF-8"),
        (b"", "no lines"),
    ],
)
def test_a_file_of_something_else_is_refused(draft, dora, content, says):
    with pytest.raises(Refused, match=says):
        bulk.check(by=dora, model_id=draft.pk, file=io.BytesIO(content), name="x.csv")


def test_a_cell_without_end_is_refused(draft, dora):
    content = io.BytesIO(b"territory,name\na," + b"x" * 2_000)
    before = csv.field_size_limit(1_000)
    try:
        with pytest.raises(Refused, match="no CSV in UTF-8"):
            bulk.check(by=dora, model_id=draft.pk, file=content, name="x.csv")
    finally:
        csv.field_size_limit(before)


def test_a_file_that_changes_too_much_is_to_be_divided(plan, dora, monkeypatch):
    monkeypatch.setattr("territories.services.bulk.running.MOST", 1)
    rows = [row | {"country": "Norway"} for row in exported(plan, "territories")]
    with pytest.raises(Refused, match="Divide it"):
        checked(plan, dora, rows)


def test_only_drafts_take_a_file(plan, dora):
    rows = exported(plan, "territories")
    run = checked(plan, dora, [row | {"country": "Norway"} for row in rows])
    type(plan).objects.update(state="in_review", starts_on=START)
    with pytest.raises(Refused, match="in review"):
        bulk.store(by=dora, model_id=plan.pk, check_id=run.pk)


def test_a_check_is_stored_once(plan, dora):
    rows = [{"rule": "", "territory": "north", "kind": "rest", "number": "1"}]
    run = checked(plan, dora, rows)
    bulk.store(by=dora, model_id=plan.pk, check_id=run.pk)
    with pytest.raises(Refused, match="stored already"):
        bulk.store(by=dora, model_id=plan.pk, check_id=run.pk)
    assert Rule.objects.filter(kind=Rule.Kind.REST).count() == 1


def test_what_changed_between_check_and_import_is_refused(plan, dora):
    rows = exported(plan, "territories")
    run = checked(plan, dora, [row | {"country": "Norway"} for row in rows])
    coast = PlannedTerritory.objects.get(slug="coast")
    editing.change_territory(by=dora, territory=coast, country="Sweden")
    done = bulk.store(by=dora, model_id=plan.pk, check_id=run.pk)
    assert (counts(done), done.state) == ((0, 1, 0, 1), "problems")
    coast.refresh_from_db()
    assert coast.country == "Sweden"
