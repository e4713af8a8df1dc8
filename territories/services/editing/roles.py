"""Roles in selling, a tree of their own; and what the company allows and protects."""

from typing import Any

from django.db.models import ProtectedError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from audit.services import log
from kernel.tree import cycles
from teams.services.refused import Refused
from territories.models import Policy, SalesRole
from territories.services.editing.gate import one_act


def create_role(
    *, by: Any, name: str, parent: SalesRole | None = None, slug: str = ""
) -> SalesRole:
    with one_act():
        row = SalesRole.objects.create(
            name=name, parent=parent, slug=slug or slugify(name)[:80] or "role"
        )
        log(by=by, act="create", obj=row, after=_plain(row))
    return row


def change_role(
    *, by: Any, role: SalesRole, name: str, parent: SalesRole | None, reason: str = ""
) -> SalesRole:
    """Another name or place in the tree. Which role owns accounts is `let_own_accounts`."""
    with one_act():
        row = _locked(role)
        before = _plain(row)
        if problem := role_problem(row, parent):
            raise Refused(problem)
        row.name, row.parent = name, parent
        if before != (after := _plain(row)):
            row.save(update_fields=["name", "parent"])
            log(by=by, act="change", obj=row, before=before, after=after, reason=reason)
    return row


def let_own_accounts(*, by: Any, role: SalesRole, reason: str = "") -> SalesRole:
    """From now on who sits in this role owns the accounts; the role that did no longer does."""
    with one_act():
        row = _locked(role)
        if row.owns_accounts:
            return row
        before = list(SalesRole.objects.filter(owns_accounts=True).values_list("slug", flat=True))
        SalesRole.objects.filter(owns_accounts=True).update(owns_accounts=False)
        row.owns_accounts = True
        row.save(update_fields=["owns_accounts"])
        owner = {"owns accounts": row.slug}
        was = {"owns accounts": ", ".join(before)}
        log(by=by, act="own accounts", obj=row, before=was, after=owner, reason=reason)
    return row


def remove_role(*, by: Any, role: SalesRole, reason: str = "") -> None:
    """A role that no plan ever used."""
    if role.owns_accounts:
        raise Refused(_("One role must own the accounts. Let another one own them first."))
    with one_act():
        log(by=by, act="remove", obj=role, before=_plain(role), reason=reason)
        try:
            role.delete()
        except ProtectedError as used:
            raise Refused(
                _("%(role)s is used by territories, seats or other roles, and stays.")
                % {"role": role.name}
            ) from used


def role_problem(role: SalesRole, parent: SalesRole | None) -> str:
    """Why the role can't report to the other; "" when it can."""
    if parent is None or not role.pk:
        return ""
    parents = dict(SalesRole.objects.values_list("pk", "parent_id"))
    if role.pk not in cycles(parents | {role.pk: parent.pk}):
        return ""
    return _("%(parent)s is %(role)s itself or below it, so it can't be above it.") % {
        "parent": parent.name,
        "role": role.name,
    }


def set_policy(*, by: Any, reason: str = "", **said: Any) -> Policy:
    """Days and shares of the policy, by the names of its fields."""
    with one_act():
        row = Policy.objects.select_for_update().get(pk=1)
        before = {name: str(getattr(row, name)) for name in said}
        for name, value in said.items():
            setattr(row, name, value)
        row.save(update_fields=list(said))
        after = {name: str(value) for name, value in said.items()}
        changed = {name for name in said if before[name] != after[name]}
        if changed:
            log(
                by=by,
                act="change",
                obj=row,
                before={name: before[name] for name in changed},
                after={name: after[name] for name in changed},
                reason=reason,
            )
    return row


def _locked(role: SalesRole) -> SalesRole:
    """One change of the tree at a time: two could make a circle together."""
    list(SalesRole.objects.select_for_update().order_by("pk"))
    return SalesRole.objects.get(pk=role.pk)


def _plain(role: SalesRole) -> dict[str, str]:
    return {"name": role.name, "reports to": role.parent.slug if role.parent else ""}
