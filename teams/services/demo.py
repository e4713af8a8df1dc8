"""Sign-ins of the sample company: one a role, with a password that everybody may know.

They exist only where the company is the sample; a real company never has them.
"""

from dataclasses import dataclass

from django.db.models import Count

from teams import facts
from teams.core.access import ROLES
from teams.models import Company, Membership, Rep, User
from teams.services.people import link_rep
from teams.services.refused import Refused

PASSWORD = "salesops-demo"  # noqa: S105 - known to everybody, and only in the sample company


@dataclass(frozen=True, slots=True)
class SignIn:
    """What the console and the sign-in page show."""

    role: str
    label: str
    name: str
    email: str
    password: str = PASSWORD


def demo_sign_ins() -> list[SignIn]:
    """The sample sign-ins by role; empty in a real company."""
    if not facts.company().is_sample:
        return []
    people = {user.email: user for user in User.objects.filter(email__in=map(address, ROLES))}
    return [
        SignIn(role, str(User.Role(role).label), str(people[address(role)]), address(role))
        for role in ROLES
        if address(role) in people
    ]


def create_demo_sign_ins(*, manager: Rep | None = None, rep: Rep | None = None) -> list[SignIn]:
    """One person a role; twice gives the same people. Only in the sample company.

    `manager` and `rep` default to who leads the largest team with people of its own today, and to
    the first of these people.
    """
    if not Company.objects.filter(is_sample=True).exists():
        raise Refused("sample sign-ins are for the sample company only")
    manager = manager or _leader_of_the_largest()
    rep = rep or _first_of(manager)
    for role in ROLES:
        own = {"manager": manager, "rep": rep}.get(role)
        user = User.objects.filter(email=address(role)).first()
        if user is None:
            name = own.name if own else str(User.Role(role).label)
            user = User.objects.create_user(address(role), PASSWORD, name=name, role=role)
        if own and own.user_id is None:
            link_rep(by=None, user=user, rep=own)
    return demo_sign_ins()


def address(role: str) -> str:
    return f"{role}@example.com"


def _leader_of_the_largest() -> Rep | None:
    today = facts.today()
    homes = Membership.objects.filter(leads=False, valid__contains=today)
    sizes = dict(homes.values_list("team").annotate(n=Count("pk")).order_by())
    leads = Membership.objects.filter(leads=True, valid__contains=today).select_related("rep")
    led = sorted(leads, key=lambda row: (-sizes.get(row.team_id, 0), row.rep.name))
    return led[0].rep if led else None


def _first_of(manager: Rep | None) -> Rep | None:
    today = facts.today()
    people = Rep.objects.filter(participates=True, left_on=None).order_by("name", "pk")
    if manager is None:
        return people.first()
    led = Membership.objects.filter(rep=manager, leads=True, valid__contains=today)
    own = people.exclude(pk=manager.pk).filter(
        pk__in=Membership.objects.filter(
            leads=False, valid__contains=today, team__in=led.values("team")
        ).values("rep")
    )
    return own.first() or people.exclude(pk=manager.pk).first()
