"""Who may open which page, and whom they see there: the one place where this is decided.

Every view declares its rule with `@requires(...)`. What a person may not open at all is 403 with
the reason; what exists but is not theirs is 404. Rules: `teams.core.access`; this loads and asks.
"""

from collections.abc import Callable
from datetime import date
from functools import cached_property, wraps
from itertools import chain
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from kernel.dated import Days
from kernel.tree import Tree
from teams import facts
from teams.core import access as rules
from teams.core.access import ADMINISTRATORS, EVERYONE, LEADERS, OPERATORS
from teams.core.scope import Scope, UnknownScope
from teams.models import User

__all__ = [
    "ADMINISTRATORS",
    "EVERYONE",
    "LEADERS",
    "OPERATORS",
    "Access",
    "requires",
    "scope_or_404",
]

type View = Callable[..., HttpResponseBase]


class Access:
    """What one person sees. Made once a request; asks at most three queries, when first needed."""

    def __init__(self, user: Any) -> None:
        self.user = user
        self.role: str = user.role if user.is_authenticated else ""

    def __repr__(self) -> str:
        return f"<Access {self.role or 'nobody'}>"

    @property
    def roles(self) -> frozenset[str]:
        """Empty for a visitor."""
        return frozenset({self.role} - {""})

    def may(self, right: str) -> bool:
        """See RIGHTS in teams.core.access; for buttons, while pages declare `requires`."""
        return rules.may(self.role, right)

    @property
    def sees_all(self) -> bool:
        return self.role in rules.SEES_ALL

    @property
    def rep(self) -> Scope | None:
        """The rep that this person is, if any."""
        return self._self[0]

    @property
    def rep_id(self) -> int | None:
        return self.rep.id if self.rep else None

    # People and teams: None means everybody ----------------------------------------------------

    @cached_property
    def rep_ids(self) -> frozenset[int] | None:
        """Whom they see today."""
        return None if self.sees_all else self.rep_ids_on(*self._today)

    @cached_property
    def team_ids(self) -> frozenset[int] | None:
        """The teams they see today."""
        return None if self.sees_all else self.team_ids_on(*self._today)

    def rep_ids_on(self, start: date, end: date) -> frozenset[int] | None:
        """Whom they see on some day of [start, end)."""
        return None if self.sees_all else self.reach.reps_on(Days(start, end))

    def team_ids_on(self, start: date, end: date) -> frozenset[int] | None:
        """The teams they see on some day of [start, end)."""
        return None if self.sees_all else self.reach.teams_on(Days(start, end))

    def sees_rep(self, rep_id: int | None, start: date, end: date) -> bool:
        """Whether they see the person on some day of [start, end). Nobody: those who see all."""
        if self.sees_all:
            return True
        return rep_id is not None and self.reach.sees_rep(rep_id, Days(start, end))

    def sees_scope(self, scope: Scope, start: date, end: date) -> bool:
        """Whether they see the rows behind a scope on some day of [start, end)."""
        if self.sees_all:
            return True
        if scope.kind == "team":
            return self.reach.sees_team(scope.id, Days(start, end))
        return scope.kind == "rep" and self.reach.sees_rep(scope.id, Days(start, end))

    def sees_totals(self, scope: Scope, start: date, end: date) -> bool:
        """Like sees_scope; a manager also sees the totals of the company, not the rows behind."""
        if scope.kind == "company" and self.may("see_company"):
            return True
        return self.sees_scope(scope, start, end)

    def home_scope(self) -> Scope:
        """Where they start: a rep with themselves, a manager with the team they lead."""
        if self.role == rules.MANAGER and (teams := self._led_today()):
            return teams[0]
        if self.role in (rules.REP, rules.MANAGER) and self.rep:
            return self.rep
        return facts.company_scope()

    def members_of(self, team_ids: list[int], start: date, end: date) -> list[int]:
        """Whose home one of the teams was on some day of [start, end); of a team that they see."""
        known = facts.memberships(start, end, team_ids=team_ids) if self.sees_all else self._below
        asked, days = set(team_ids), Days(start, end)
        here = (one for one in known if one.team_id in asked and one.days.overlap(days))
        return sorted({one.rep_id for one in here if not one.leads})

    @cached_property
    def reach(self) -> rules.Reach:
        """Dated: whom a manager or rep sees, and when."""
        rep, own = self._self
        if self.role != rules.MANAGER or rep is None:
            return rules.reach(self.role, self.rep_id, [], Tree({}))
        others = [one for one in self._below if one.rep_id != rep.id]
        return rules.reach(self.role, rep.id, [*own, *others], facts.team_tree())

    @cached_property
    def _below(self) -> list[rules.Belonging]:
        """Who ever belonged to the teams that a manager ever led."""
        rep, own = self._self
        if self.role != rules.MANAGER or rep is None:
            return []
        return list(facts.belongings_in(rules.led_teams(rep.id, own, facts.team_tree())))

    @cached_property
    def _self(self) -> tuple[Scope | None, list[rules.Belonging]]:
        return facts.rep_of(self.user.pk) if self.user.is_authenticated else (None, [])

    def _led_today(self) -> list[Scope]:
        """The teams seen today that are not below another one seen, by name."""
        seen = self.team_ids or frozenset()
        return [
            Scope("team", team.id, team.slug, team.name)
            for team in facts.team_facts()
            if team.id in seen and team.parent_id not in seen
        ]

    @property
    def _today(self) -> tuple[date, date]:
        day = facts.a_day(facts.today())
        return day.start, day.end  # type: ignore[return-value]


def requires(*roles: str | tuple[str, ...]) -> Callable[[View], View]:
    """The rule of a view: signed in, and one of the roles. `@requires(*LEADERS)`.

    A visitor is sent to the sign-in page and back; another role is told which roles may.
    """
    each_role = ((role,) if isinstance(role, str) else role for role in roles)
    allowed = frozenset(chain.from_iterable(each_role))
    unknown = allowed - set(rules.ROLES)
    if unknown or not allowed:
        raise ValueError(f"no such role: {', '.join(sorted(unknown)) or 'none given'}")

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            access: Access = request.access  # type: ignore[attr-defined]
            if not access.role:
                return redirect_to_login(request.get_full_path())
            if access.role not in allowed:
                raise PermissionDenied(refusal(access.role, allowed))
            return view(request, *args, **kwargs)

        guarded.access_rule = allowed  # type: ignore[attr-defined]
        return guarded

    return declare


def refusal(role: str, allowed: frozenset[str]) -> str:
    """Why somebody may not open a page, in words."""
    labels = [str(User.Role(each).label) for each in rules.ROLES if each in allowed]
    return _("This page is for: %(roles)s. You are signed in as %(role)s.") % {
        "roles": get_text_list(labels, _("or")),
        "role": User.Role(role).label,
    }


def scope_or_404(
    request: HttpRequest, key: str, start: date, end: date, *, totals: bool = False
) -> Scope:
    """The scope of a key when this person sees it on some day of [start, end).

    `totals`: enough to see its totals (a manager and the company), for pages that list no rows.
    """
    access: Access = request.access  # type: ignore[attr-defined]
    try:
        scope = facts.find_scope(key)
    except UnknownScope as unknown:
        message = str(unknown) if access.sees_all else _("There is no such page for you.")
        raise Http404(message) from unknown
    sees = access.sees_totals if totals else access.sees_scope
    if not sees(scope, start, end):
        raise Http404(_("There is no such page for you."))
    return scope
