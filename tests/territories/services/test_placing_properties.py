"""Placing by sets says what a slow reading of the rules says, one account after the other.

The slow reading is written here in Python from the words of the documentation and shares nothing
with the product's SQL.
"""

import random
import unicodedata
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.models import Account
from territories.facts.trace import trace
from territories.models import NamedAccount, Placement, PlannedTerritory, Rule, TerritoryModel
from territories.services.placing import place
from tests.factories import territories as build

pytestmark = pytest.mark.django_db

WORDS = ["France", "FRANCE ", "Norvège", "norvege", "", "Ørsta", "50%", "a_b"]
POSTCODES = ["", "01234", "1234", "27601-1234", "27 601", "SW1A 1AA", "sw1p3jx", "75", "750", "9"]
RANGES = [["01", "09"], ["270", "27999"], ["SW1A", "SW1W"], [None, "5"], ["75", ""]]
SIZES = [None, 0, 10, 49, 50, 51]
TEXTS = ("country", "city")

text_asked = st.tuples(
    st.sampled_from(TEXTS),
    st.sampled_from(["in", "prefix"]),
    st.lists(st.sampled_from([w for w in WORDS if w] + ["No", "5", "a"]), min_size=1, max_size=3),
)
code_asked = st.one_of(
    st.tuples(
        st.just("postcode"),
        st.sampled_from(["in", "prefix"]),
        st.lists(st.sampled_from([c for c in POSTCODES if c]), min_size=1, max_size=2),
    ),
    st.tuples(
        st.just("postcode"),
        st.just("between"),
        st.sampled_from(
            [["01", "09"], ["270", "27999"], ["SW1A", "SW1W"], [None, "5"], ["75", ""]]
        ),
    ),
)
size_asked = st.tuples(
    st.just("employees"),
    st.just("between"),
    st.sampled_from([[10, 50], ["10", None], [None, 49], [50, 50]]),
)
unknown_asked = st.tuples(
    st.sampled_from([*TEXTS, "postcode", "employees"]), st.just("empty"), st.just([])
)
asked = st.one_of(text_asked, code_asked, size_asked, unknown_asked)
rule_asked = st.fixed_dictionaries(
    {
        "territory": st.integers(0, 2),
        "kind": st.sampled_from([30, 40, 50]),
        "number": st.sampled_from([1, 2]),
        "include": st.lists(asked, max_size=2),
        "exclude": st.lists(asked, max_size=2),
    }
)
account_asked = st.fixed_dictionaries(
    {
        "country": st.sampled_from(WORDS),
        "city": st.sampled_from(WORDS),
        "postcode": st.sampled_from(POSTCODES),
        "employees": st.sampled_from(SIZES),
        "parent": st.one_of(st.none(), st.integers(0, 5)),
        "name": st.one_of(st.none(), st.integers(0, 2)),
    }
)
plan = st.tuples(
    st.lists(rule_asked, max_size=7), st.lists(account_asked, min_size=1, max_size=6), st.randoms()
)


def plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text).lower()
    return " ".join("".join(c for c in apart if not unicodedata.combining(c)).split())


def code(text: str) -> str:
    return "".join(c for c in plain(text) if c.isalnum())


def holds(field: str, op: str, values: list[Any], account: dict[str, Any]) -> bool:
    value = account[field]
    if field == "employees":
        if op == "empty":
            return value is None
        low, high = (None if v in (None, "") else int(v) for v in values)
        return value is not None and (low or 0) <= value and (high is None or value <= high)
    form = code if field == "postcode" else plain
    own = form(value)
    if op == "empty":
        return own == ""
    if op == "in":
        return own in [form(v) for v in values]
    if op == "prefix":
        return any(own.startswith(form(v)) for v in values)
    low, high = (form(v or "") for v in values)
    return own != "" and own[: len(low)] >= low and (high == "" or own[: len(high)] <= high)


def slow(rules: list[dict[str, Any]], account: dict[str, Any]) -> tuple[Any, ...]:
    """Territory, level, rule and rivals, by reading the rules from the top."""
    met = [
        (rule["kind"], rule["number"], rule["pk"], rule["territory"])
        for rule in rules
        if (rule["include"] or rule["exclude"] or rule["kind"] == 50)
        and all(holds(*one, account) for one in rule["include"])
        and not any(holds(*one, account) for one in rule["exclude"])
    ]
    if not met:
        return None, None, None, 0
    level, number, pk, territory = min(met)
    rivals = {t for kind, n, _, t in met if (kind, n) == (level, number)} - {territory}
    return territory, level, pk, len(rivals)


def answer(rules: list[Any], accounts: list[Any], at: int) -> tuple[Any, ...]:
    """The slow reading with names and families."""
    top, seen = at, set()
    while accounts[top]["parent"] is not None and top not in seen:
        seen.add(top)
        top = accounts[top]["parent"]
    top = at if top in seen else top
    for one in (at, top):
        if accounts[one]["name"] is not None:
            return accounts[one]["name"], 20, None, 0
    return slow(rules, accounts[top])


def store(plan: Any) -> tuple[Any, dict[int, int], dict[int, int]]:
    """The plan in the database, in any order; its model, and positions by id."""
    rules, accounts, order = plan
    Account.objects.all().delete()
    TerritoryModel.objects.all().delete()
    model = build.model("Plan")
    areas = [build.territory(model, f"T{n}") for n in range(3)]
    rows = {}
    for at in order.sample(range(len(accounts)), len(accounts)):
        told = {k: v for k, v in accounts[at].items() if k not in ("parent", "name")}
        rows[at] = Account.objects.create(external_id=f"A{at}", name=f"A{at}", **told)
    for at, told in enumerate(accounts):
        told["parent"] = told["parent"] if (told["parent"] or 0) < len(accounts) else None
        if told["parent"] is not None:
            Account.objects.filter(pk=rows[at].pk).update(parent=rows[told["parent"]])
        if told["name"] is not None:
            build.named(areas[told["name"]], rows[at])
    for pk, told in enumerate(rules, 1):
        told["pk"] = pk
    for told in order.sample(rules, len(rules)):
        Rule.objects.create(
            pk=told["pk"],
            territory=areas[told["territory"]],
            kind=told["kind"],
            number=told["number"],
            include=[build.asks(f, op, *v) for f, op, v in told["include"]],
            exclude=[build.asks(f, op, *v) for f, op, v in told["exclude"]],
        )
    positions = {area.pk: n for n, area in enumerate(areas)}
    return model, {row.pk: at for at, row in rows.items()}, positions


def placed(model: Any, accounts: dict[int, int], areas: dict[int, int]) -> dict[int, Any]:
    rows = Placement.objects.filter(model=model).values_list(
        "account_id", "territory_id", "level", "rule_id", "rivals"
    )
    return {accounts[a]: (areas.get(t), level, rule, n) for a, t, level, rule, n in rows}


def told(found: Any, areas: dict[int, int]) -> tuple[Any, ...]:
    """What the trace of an account says, in the same words."""
    (role,) = found.roles
    if role.winner is None:
        return None, None, None, 0
    won = role.winner
    rivals = {one.territory_id for one in role.rivals}
    return areas[won.territory_id], won.level, won.rule_id, len(rivals)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(plan)
def test_sets_say_what_a_slow_reading_says(plan):
    rules, accounts, _ = plan
    model, positions, areas = store(plan)
    place(model.pk)
    first = placed(model, positions, areas)
    assert {at: told(trace(pk, model.pk), areas) for pk, at in positions.items()} == first
    assert first == {at: answer(rules, accounts, at) for at in range(len(accounts))}
    assert place(model.pk).changed == 0
    # Another order of rows and of the run's pieces gives the same answer.
    model, positions, areas = store((rules, accounts, random.Random(7)))
    for pk in positions:
        place(model.pk, accounts=[pk])
    assert placed(model, positions, areas) == first


def test_the_slow_reading_sees_rules_and_families():
    """It must not agree by saying nothing."""
    assert NamedAccount.objects.count() == PlannedTerritory.objects.count() == 0
    rules = [
        {"territory": 1, "kind": 40, "number": 1, "pk": 1, "exclude": [],
         "include": [("postcode", "between", ["01", "09"])]},
    ]  # fmt: skip
    blank = dict.fromkeys(["country", "city", "postcode"], "") | {"employees": None, "name": None}
    accounts = [blank | {"parent": None, "postcode": "04109"}, blank | {"parent": 0}]
    assert answer(rules, accounts, 1) == (1, 40, 1, 0)
    assert answer(rules, [blank | {"parent": None}], 0) == (None, None, None, 0)
