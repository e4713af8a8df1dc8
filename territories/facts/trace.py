"""Why an account is where it is: every claim in its order, which conditions failed, who won.

Conditions are asked with the same SQL as when the rules are run (`territories.core.claims`), so the
trace can't tell another story than the placement.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection

from territories.core.claims import Claim
from territories.core.conditions import FIELDS
from territories.core.field import Condition
from territories.core.precedence import Level
from territories.facts import answers, rules
from territories.models import AccountException, NamedAccount, Rule, SalesRole, TerritoryModel


@dataclass(frozen=True, slots=True)
class Asked:
    """One condition, in words. `hinders`: the rule does not claim the account because of it."""

    text: str
    excludes: bool
    holds: bool

    @property
    def hinders(self) -> bool:
        return self.holds == self.excludes


@dataclass(frozen=True, slots=True)
class Tried:
    """One claim. `rule_id` None: an exception or a name, with its reason in `note`.

    `until`: the first day on which an exception no longer counts. `of_family`: the claim is on the
    topmost account and reaches this one through it.
    """

    level: int
    number: int | None
    rule_id: int | None
    territory_id: int
    territory: str
    matched: bool
    note: str = ""
    until: date | None = None
    of_family: bool = False
    asked: tuple[Asked, ...] = ()
    problems: tuple[str, ...] = ()
    order: tuple[int, ...] = ()

    @property
    def strength(self) -> tuple[int, int | None, bool]:
        return self.level, self.number, self.of_family


@dataclass(frozen=True, slots=True)
class OfRole:
    """The claims of one role in order; `winner` None is a gap, `rivals` are as strong as it.

    `otherwise`: who would win without the exception that decides; None when none does, or nobody
    would. Behind an account's own exception stands that of its family.
    """

    role_id: int
    role: str
    tried: tuple[Tried, ...]
    winner: Tried | None
    rivals: tuple[Tried, ...]
    otherwise: Tried | None

    @property
    def by_exception(self) -> bool:
        return self.winner is not None and self.winner.level == Level.EXCEPTION


@dataclass(frozen=True, slots=True)
class Trace:
    """`decided_by`: the topmost account of the family, when that is another one."""

    account_id: int
    model_id: int
    day: date
    decided_by: int | None
    roles: tuple[OfRole, ...]


def trace(account_id: int, model_id: int) -> Trace:
    """Every claim on the account in a model, for the day that the model is worked out for."""
    model = TerritoryModel.objects.get(pk=model_id)
    day, top = answers.day_of(model), topmost(account_id)
    asked = answers.placing(model, day=day)
    names = dict(SalesRole.objects.filter(pk__in=asked.roles).values_list("pk", "name"))
    stored = Rule.objects.filter(territory__model=model_id).select_related("territory")
    by_id = {rule.pk: rule for rule in stored}
    met = _asked(top, asked.claims)
    own = [*_exceptions(model_id, day, account_id, top), *_named(model_id, account_id, top)]
    found = [(claim.role_id, _of_rule(by_id[claim.rule_id], claim, met)) for claim in asked.claims]
    roles = []
    for role_id in asked.roles:
        tried = [one for role, one in (*own, *found) if role == role_id]
        roles.append(_of_role(role_id, names[role_id], sorted(tried, key=lambda one: one.order)))
    return Trace(account_id, model_id, day, None if top == account_id else top, tuple(roles))


def topmost(account_id: int) -> int:
    """The account that decides for the family; one in a circle decides for itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            """WITH RECURSIVE up(id, parent_id) AS (
                   SELECT id, parent_id FROM crm_account WHERE id = %s
                   UNION SELECT a.id, a.parent_id FROM up JOIN crm_account a ON a.id = up.parent_id
               ) SELECT id FROM up WHERE parent_id IS NULL""",
            [account_id],
        )
        found = cursor.fetchone()
    return int(found[0]) if found else account_id


def _of_role(role_id: int, name: str, tried: list[Tried]) -> OfRole:
    winner = next((one for one in tried if one.matched), None)
    rivals = tuple(
        one
        for one in tried
        if winner and one.matched and one.strength == winner.strength
        and one.territory_id != winner.territory_id
    )  # fmt: skip
    otherwise = None
    if winner is not None and winner.level == Level.EXCEPTION:
        otherwise = next((one for one in tried if one.matched and one is not winner), None)
    return OfRole(role_id, name, tuple(tried), winner, rivals, otherwise)


def _of_rule(rule: Rule, claim: Claim, met: dict[int, list[bool]]) -> Tried:
    held = iter(met[claim.rule_id])
    conditions = [(one, False) for one in rule.include] + [(one, True) for one in rule.exclude]
    asked: tuple[Asked, ...] = ()
    if not claim.is_broken:
        asked = tuple(Asked(rules.one_in_words(one), out, next(held)) for one, out in conditions)
    return Tried(
        level=rule.kind,
        number=rule.number,
        rule_id=rule.pk,
        territory_id=rule.territory_id,
        territory=rule.territory.name,
        matched=not claim.is_broken and not any(one.hinders for one in asked),
        note=rule.note,
        asked=asked,
        problems=tuple(rules.problems(rule)),
        order=(2, *claim.order),
    )


def _asked(account_id: int, claims: Sequence[Claim]) -> dict[int, list[bool]]:
    """By rule, whether each of its conditions holds, included ones first."""
    asked = [(claim.rule_id, one) for claim in claims for one in (*claim.include, *claim.exclude)]
    met: dict[int, list[bool]] = {claim.rule_id: [] for claim in claims}
    for (rule_id, _one), holds in zip(asked, _held(account_id, [c for _, c in asked]), strict=True):
        met[rule_id].append(holds)
    return met


def _held(account_id: int, conditions: list[Condition]) -> list[bool]:
    if not conditions:
        return []
    slugs = sorted({one.slug for one in conditions})
    compared = ", ".join(
        f"{FIELDS[slug].shape.sql.format(FIELDS[slug].column)} AS {slug}" for slug in slugs
    )
    parts, params = zip(*(one.sql(f"x.{one.slug}") for one in conditions), strict=True)
    values: list[Any] = [value for some in params for value in some]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT ARRAY[{", ".join(parts)}]
                FROM (SELECT {compared} FROM crm_account WHERE id = %s OFFSET 0) x""",
            [*values, account_id],
        )
        return list(cursor.fetchone()[0])


def _exceptions(model_id: int, day: date, account_id: int, top: int) -> list[tuple[int, Tried]]:
    rows = AccountException.objects.filter(
        model=model_id, account__in={account_id, top}, valid__contains=day
    ).select_related("territory")
    return [
        (
            row.role_id,
            replace(_by_hand(row, Level.EXCEPTION, account_id), note=row.reason,
                    until=row.valid.upper),
        )
        for row in rows
    ]  # fmt: skip


def _named(model_id: int, account_id: int, top: int) -> list[tuple[int, Tried]]:
    rows = NamedAccount.objects.filter(
        territory__model=model_id, account__in={account_id, top}
    ).select_related("territory")
    return [
        (row.territory.role_id, replace(_by_hand(row, Level.NAMED, account_id), note=row.why))
        for row in rows
    ]


def _by_hand(row: Any, level: Level, account_id: int) -> Tried:
    """The account's own claims come before those on the topmost one."""
    of_family = row.account_id != account_id
    return Tried(
        level=level,
        number=None,
        rule_id=None,
        territory_id=row.territory_id,
        territory=row.territory.name,
        matched=True,
        of_family=of_family,
        order=(int(of_family), level, row.pk),
    )
