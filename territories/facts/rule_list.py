"""The rules of a model with what they win: for the list of rules."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum

from territories.facts import rules
from territories.models import Placement, Rule


@dataclass(frozen=True, slots=True)
class RuleRow:
    """`won`: accounts that came to the territory by it when the rules ran last; `contested` of
    them could as well go elsewhere. `never`: the rules ran and it won nothing."""

    id: int
    kind: int
    kind_name: str
    number: int
    territory: str
    slug: str
    role: str
    include: str
    exclude: str
    note: str
    won: int
    contested: int
    potential: Decimal | None
    problems: tuple[str, ...]
    never: bool


def rule_rows(model_id: int) -> list[RuleRow]:
    """In the order in which they are tried: within a role by kind, number, id."""
    rows = Rule.objects.filter(territory__model=model_id).select_related("territory__role")
    placed = Placement.objects.filter(model=model_id, rule__isnull=False).order_by()
    counted = placed.values("rule").annotate(n=Count("pk"), worth=Sum("account__potential"))
    won: dict[int, Any] = {row["rule"]: row for row in counted}
    overlaps = placed.filter(rivals__gt=0).values("rule").annotate(n=Count("pk"))
    contested = Counter({row["rule"]: row["n"] for row in overlaps})
    has_run = Placement.objects.filter(model=model_id).exists()
    ordered = rows.order_by("territory__role__name", "kind", "number", "pk")
    return [_row(rule, won.get(rule.pk, {}), contested[rule.pk], has_run) for rule in ordered]


def _row(rule: Rule, won: dict[str, Any], contested: int, has_run: bool) -> RuleRow:
    problems = tuple(rules.problems(rule))
    return RuleRow(
        id=rule.pk,
        kind=rule.kind,
        kind_name=rule.get_kind_display(),
        number=rule.number,
        territory=rule.territory.name,
        slug=rule.territory.slug,
        role=rule.territory.role.name,
        include=rules.in_words(rule.include),
        exclude=rules.in_words(rule.exclude),
        note=rule.note,
        won=won.get("n", 0),
        contested=contested,
        potential=won.get("worth"),
        problems=problems,
        never=has_run and not won and not problems,
    )
