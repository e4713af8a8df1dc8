"""How teams and territories hang together. Not dated: numbers roll up in the shape of today."""

from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from audit.services import log
from kernel.tree import cycles
from teams.memory import forget
from teams.models import Team, Territory
from teams.services.refused import Refused

type Node = Team | Territory


def create_team(*, by: Any, name: str, parent: Team | None = None, slug: str = "") -> Team:
    """A team with a short name of its own, made from the name unless given."""
    team = Team.objects.create(name=name, parent=parent, slug=slug or free_slug(Team, name))
    log(by=by, act="create", obj=team, after={"parent": parent and parent.slug})
    forget()
    return team


def place_team(*, by: Any, team: Team, parent: Team | None, reason: str = "") -> Team:
    """Hang a team under another, or at the top."""
    with transaction.atomic():
        list(Team.objects.select_for_update().order_by("pk"))  # one placement at a time
        if problem := placement_problem(team, parent):
            raise Refused(problem)
        before = {"parent": team.parent and team.parent.slug}
        team.parent = parent
        team.save(update_fields=["parent"])
        after = {"parent": parent and parent.slug}
        log(by=by, act="place", obj=team, before=before, after=after, reason=reason)
    forget()
    return team


def placement_problem(node: Node, parent: Node | None) -> str:
    """Why the node can't hang under the parent; "" when it can."""
    if parent is None or not node.pk:
        return ""
    parents = dict(type(node)._default_manager.values_list("pk", "parent_id"))
    if node.pk not in cycles(parents | {node.pk: parent.pk}):
        return ""
    return _("%(parent)s is %(node)s itself or below it, so it can't be above it.") % {
        "parent": parent.name,
        "node": node.name,
    }


def free_slug(model: type[Team] | type[Territory], name: str) -> str:
    """A short name that nobody has: emea, then emea-2."""
    base = slugify(name)[:110] or model._meta.model_name or ""
    taken = set(model._default_manager.filter(slug__startswith=base).values_list("slug", flat=True))
    tries = (base if n == 1 else f"{base}-{n}" for n in range(1, len(taken) + 2))
    return next(slug for slug in tries if slug not in taken)
