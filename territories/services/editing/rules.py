"""Rules of a draft: made, changed, copied and numbered; conditions must make sense."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from audit.services import log
from teams.services.refused import Refused
from territories.facts.rules import problems
from territories.models import PlannedTerritory, Rule
from territories.services.editing.gate import drafted, one_act

SAID = ("kind", "number", "include", "exclude", "note")


def create_rule(
    *, by: Any, territory: PlannedTerritory, kind: int, reason: str = "", **said: Any
) -> Rule:
    """A rule by which accounts come to the territory; see SAID for what can be said of it."""
    with one_act():
        drafted(territory.model_id)
        row = Rule(territory=territory, kind=kind, **said)
        _refuse_nonsense(row)
        row.save()
        log(by=by, act="create", obj=row, after=plain_rule(row), reason=reason)
    return row


def change_rule(*, by: Any, rule: Rule, reason: str = "", **said: Any) -> Rule:
    """Other conditions, number or territory of the same model."""
    with one_act():
        drafted(rule.territory.model_id)
        row = Rule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
        before, target = plain_rule(row), said.pop("territory", row.territory)
        if target.model_id != row.territory.model_id:
            raise Refused(_("%(name)s belongs to another model.") % {"name": target.name})
        row.territory = target
        for name, value in said.items():
            setattr(row, name, value)
        _refuse_nonsense(row)
        if before != (after := plain_rule(row)):
            row.save()
            log(by=by, act="change", obj=row, before=before, after=after, reason=reason)
    return row


def remove_rule(*, by: Any, rule: Rule, reason: str = "") -> None:
    with one_act():
        drafted(rule.territory.model_id)
        log(by=by, act="remove", obj=rule, before=plain_rule(rule), reason=reason)
        log(
            by=by,
            act="remove rule",
            obj=rule.territory,
            before=plain_rule(rule),
            reason=reason,
        )
        rule.delete()


def copy_rules(
    *, by: Any, rules: Iterable[Rule], territory: PlannedTerritory, reason: str = ""
) -> list[Rule]:
    """The same rules for another territory of a draft, also of another model."""
    with one_act():
        return [
            create_rule(
                by=by,
                territory=territory,
                reason=reason,
                **{name: getattr(rule, name) for name in SAID},
            )
            for rule in rules
        ]


def _refuse_nonsense(rule: Rule) -> None:
    if wrong := problems(rule):
        raise Refused(" ".join(wrong))


def plain_rule(rule: Rule) -> dict[str, Any]:
    """For the log."""
    return {
        "territory": rule.territory.slug,
        "kind": Rule.Kind(rule.kind).name.lower(),
        "number": rule.number,
        "include": rule.include,
        "exclude": rule.exclude,
        "note": rule.note,
    }
