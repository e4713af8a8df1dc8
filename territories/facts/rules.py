"""The rules of a model as claims, what is wrong with them, and what they ask in words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from territories.core import conditions
from territories.core.claims import Claim, in_order
from territories.core.field import values_of
from territories.core.precedence import Level
from territories.core.problem import Problem, gettext_noop
from territories.models import Rule

UNSAVED = 2**62  # the id of a rule that has none yet: it comes last among equals
NOTHING_ASKED = gettext_noop("The rule asks nothing. Only a rule for everything else may do so.")


def claims(model_id: int) -> list[Claim]:
    """In order of precedence, broken ones too."""
    return in_order(claim(rule) for rule in of_model(model_id))


def of_model(model_id: int) -> QuerySet[Rule]:
    """Stored rules, with their territories."""
    return Rule.objects.filter(territory__model=model_id).select_related("territory")


def claim(rule: Rule) -> Claim:
    """A stored rule or one that is not saved yet; its territory is."""
    is_broken = bool(found_in(rule))
    return Claim(
        rule_id=rule.pk or UNSAVED,
        role_id=rule.territory.role_id,
        territory_id=rule.territory_id,
        level=rule.kind,
        number=rule.number,
        include=() if is_broken else tuple(conditions.read(rule.include)),
        exclude=() if is_broken else tuple(conditions.read(rule.exclude)),
        is_broken=is_broken,
    )


def found_in(rule: Rule) -> list[Problem]:
    """What keeps the rule from being asked."""
    found = [*conditions.problems(rule.include), *conditions.problems(rule.exclude)]
    if not rule.include and not rule.exclude and rule.kind != Level.REST:
        found.append(Problem(NOTHING_ASKED))
    return found


def problems(rule: Rule) -> list[str]:
    """The same in the reader's language, for forms and pages."""
    return [said(one) for one in found_in(rule)]


def said(problem: Problem) -> str:
    """A problem in the reader's language."""
    params = {n: _(v) if n in problem.words else v for n, v in problem.params.items()}
    return _(problem.text) % params


def in_words(stored: Iterable[Mapping[str, Any]]) -> str:
    """Conditions as a reader says them; "" for none."""
    return "; ".join(one_in_words(one) for one in stored)


def one_in_words(stored: Mapping[str, Any]) -> str:
    """One condition: “Country is one of France, Belgium”."""
    slug, values = str(stored.get("field")), values_of(stored)
    if slug not in conditions.FIELDS:
        return _("There is no field “%(value)s”.") % {"value": slug}
    field = conditions.FIELDS[slug]
    operator = field.operator(stored.get("op"))
    words = {"field": _(field.label), "values": _values(values)}
    if operator is None:
        return words["field"]
    if operator.slug == "between":
        return _between(words["field"], values)
    return _SAID[operator.slug]() % words


def _between(field: str, values: Sequence[str]) -> str:
    first, last = [*values, "", ""][:2]
    words = {"field": field, "first": first, "last": last}
    if first and last:
        return _("%(field)s from %(first)s to %(last)s") % words
    if first:
        return _("%(field)s from %(first)s on") % words
    return _("%(field)s up to %(last)s") % words


_SAID = {
    "in": lambda: _("%(field)s is %(values)s"),
    "prefix": lambda: _("%(field)s begins with %(values)s"),
    "contains": lambda: _("%(field)s contains %(values)s"),
    "empty": lambda: _("%(field)s is not known"),
}


def _values(values: Sequence[str]) -> str:
    return get_text_list(list(values), _("or"))
