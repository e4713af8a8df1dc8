"""People with a sign-in: who they are, what role they have, which rep they are."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from audit.services import log
from teams.models import Rep, User
from teams.services.refused import Refused


def create_user(
    *,
    by: Any,
    email: str,
    name: str,
    role: str,
    password: str | None = None,
    rep: Rep | None = None,
    language: str = "",
    time_zone: str = "",
) -> User:
    """Somebody new. Without a password they set one by the link "Forgot your password?"."""
    email = email.strip().lower()
    if User.objects.filter(email=email).exists():
        raise Refused(_("%(email)s has an account already.") % {"email": email})
    with transaction.atomic():
        user = User.objects.create_user(
            email, password, name=name, role=role, language=language, time_zone=time_zone
        )
        log(by=by, act="create", obj=user, after={"role": role})
        if rep:
            link_rep(by=by, user=user, rep=rep)
    return user


def change_role(*, by: Any, user: User, role: str, reason: str = "") -> User:
    """Takes effect with the next page the person opens. The last administrator stays one."""
    if role not in User.Role.values:
        raise Refused(_("There is no role “%(role)s”.") % {"role": role})
    with transaction.atomic():
        before = {"role": _locked(user).role}
        _refuse(last_administrator_problem(user, role, user.is_active))
        user.role = role
        user.save(update_fields=["role"])
        log(by=by, act="change_role", obj=user, before=before, after={"role": role}, reason=reason)
    return user


def set_active(*, by: Any, user: User, active: bool, reason: str = "") -> User:
    """Who may no longer sign in is signed out with their next click."""
    with transaction.atomic():
        before = {"may_sign_in": _locked(user).is_active}
        _refuse(last_administrator_problem(user, user.role, active))
        user.is_active = active
        user.save(update_fields=["is_active"])
        after = {"may_sign_in": active}
        log(by=by, act="set_active", obj=user, before=before, after=after, reason=reason)
    return user


def link_rep(*, by: Any, user: User, rep: Rep | None) -> None:
    """This person is this rep (None: no rep). A rep is one person at most."""
    with transaction.atomic():
        if rep and rep.user_id not in (None, user.pk):
            raise Refused(
                _("%(rep)s already signs in as %(email)s.")
                % {"rep": rep.name, "email": rep.user.email if rep.user else ""}
            )
        Rep.objects.filter(user=user).update(user=None)
        if rep:
            rep.user = user
            rep.save(update_fields=["user"])
        log(by=by, act="link_rep", obj=user, after={"rep": rep and rep.external_id})


def save_preferences(
    *,
    user: User,
    name: str | None = None,
    language: str | None = None,
    theme: str | None = None,
    time_zone: str | None = None,
) -> User:
    """A person's own choices; None leaves one as it is. Not logged: nobody else is touched."""
    chosen = {"name": name, "language": language, "theme": theme, "time_zone": time_zone}
    chosen = {field: value for field, value in chosen.items() if value is not None}
    for field, value in chosen.items():
        setattr(user, field, value)
    user.clean_fields(exclude=[f.name for f in user._meta.fields if f.name not in chosen])
    user.save(update_fields=list(chosen))
    return user


def _locked(user: User) -> User:
    return User.objects.select_for_update().get(pk=user.pk)


def last_administrator_problem(user: User, role: str, active: bool) -> str:
    """Why this person can't have that role or lose the sign-in; "" when they can."""
    stays = role == User.Role.ADMINISTRATOR and active
    everyone = User.objects.filter(role=User.Role.ADMINISTRATOR, is_active=True)
    if stays or set(everyone.values_list("pk", flat=True)) != {user.pk}:
        return ""
    return _("%(name)s is the last administrator.") % {"name": str(user)}


def _refuse(problem: str) -> None:
    if problem:
        raise Refused(problem)
