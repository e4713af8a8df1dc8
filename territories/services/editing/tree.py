"""The tree of a draft: what territories there are, what is part of what, how much each carries."""

from decimal import Decimal
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from audit.services import log
from kernel.tree import cycles
from teams.services.refused import Refused
from territories.models import PlannedTerritory, SalesRole
from territories.services.editing.gate import drafted, one_act

# What may be said of a territory; where it hangs is `place_territory`, its short name never changes
SAID = ("name", "role", "target", "country", "state")


def create_territory(
    *,
    by: Any,
    model_id: int,
    name: str,
    parent: PlannedTerritory | None = None,
    role: SalesRole | None = None,
    slug: str = "",
    target: Decimal | int = 1,
    country: str = "",
    state: str = "",
    reason: str = "",
) -> PlannedTerritory:
    """Without a role: its parent's, else the one that owns accounts. Without a short name: one
    made from the name."""
    with one_act():
        model = drafted(model_id)
        _refuse_elsewhere(model_id, parent)
        row = PlannedTerritory.objects.create(
            model=model,
            slug=slug or free_slug(model_id, name),
            name=name,
            parent=parent,
            role=role or (parent.role if parent else SalesRole.objects.get(owns_accounts=True)),
            target=target,
            country=country,
            state=state,
        )
        log(by=by, act="create", obj=row, after=plain(row), reason=reason)
    return row


def change_territory(
    *, by: Any, territory: PlannedTerritory, reason: str = "", **said: Any
) -> PlannedTerritory:
    """Another name, role, target or seat: see SAID."""
    with one_act():
        drafted(territory.model_id)
        row = PlannedTerritory.objects.select_for_update(of=("self",)).get(pk=territory.pk)
        before = plain(row)
        for name in SAID:
            setattr(row, name, said.get(name, getattr(row, name)))
        if before != (after := plain(row)):
            row.save(update_fields=SAID)
            log(by=by, act="change", obj=row, before=before, after=after, reason=reason)
    return row


def place_territory(
    *, by: Any, territory: PlannedTerritory, parent: PlannedTerritory | None, reason: str = ""
) -> PlannedTerritory:
    """Hang a territory, with all below it, under another or at the top."""
    with one_act():
        drafted(territory.model_id)
        row = PlannedTerritory.objects.get(pk=territory.pk)
        _refuse_elsewhere(row.model_id, parent)
        if problem := placement_problem(row, parent):
            raise Refused(problem)
        if row.parent_id != (parent.pk if parent else None):
            before = {"parent": row.parent and row.parent.slug}
            row.parent = parent
            row.save(update_fields=["parent"])
            after = {"parent": parent and parent.slug}
            log(by=by, act="place", obj=row, before=before, after=after, reason=reason)
    return row


def remove_territory(*, by: Any, territory: PlannedTerritory, reason: str = "") -> None:
    """With its rules, seats, named accounts and exceptions; what is below it must go before."""
    with one_act():
        model = drafted(territory.model_id)
        if below := list(territory.children.values_list("name", flat=True)[:3]):
            raise Refused(
                _("%(below)s would be left without %(territory)s. Move or remove them first.")
                % {"below": ", ".join(below), "territory": territory.name}
            )
        counts = {
            "rules": territory.rules.count(),
            "named accounts": territory.named.count(),
            "seats": territory.seats.count(),
            "exceptions": territory.exceptions.count(),
        }
        log(by=by, act="remove", obj=territory, before=plain(territory) | counts, reason=reason)
        # The model's own history says so too: the territory's goes with it
        log(by=by, act="remove territory", obj=model, before={"territory": territory.name})
        territory.delete()


def placement_problem(territory: PlannedTerritory, parent: PlannedTerritory | None) -> str:
    """Why the territory can't hang under the parent; "" when it can."""
    if parent is None or not territory.pk:
        return ""
    rows = PlannedTerritory.objects.filter(model_id=territory.model_id)
    parents = dict(rows.values_list("pk", "parent_id"))
    if territory.pk not in cycles(parents | {territory.pk: parent.pk}):
        return ""
    return _(
        "%(parent)s is %(territory)s itself or below it, so it can't be above it. Choose another "
        "one, or none."
    ) % {"parent": parent.name, "territory": territory.name}


def free_slug(model_id: int, name: str) -> str:
    """A short name that no territory of the model has: north, then north-2."""
    base = slugify(name)[:110] or "territory"
    rows = PlannedTerritory.objects.filter(model_id=model_id, slug__startswith=base)
    taken = set(rows.values_list("slug", flat=True))
    tries = (base if n == 1 else f"{base}-{n}" for n in range(1, len(taken) + 2))
    return next(slug for slug in tries if slug not in taken)


def _refuse_elsewhere(model_id: int, parent: PlannedTerritory | None) -> None:
    if parent and parent.model_id != model_id:
        raise Refused(
            _("%(parent)s belongs to another model. Choose a territory of the same one.")
            % {"parent": parent.name}
        )


def plain(row: PlannedTerritory) -> dict[str, str]:
    """For the log."""
    return {
        "name": row.name,
        "short name": row.slug,
        "parent": row.parent.slug if row.parent else "",
        "role": row.role.slug,
        "target": f"{Decimal(row.target).normalize():f}",
        "country": row.country,
        "state": row.state,
    }
