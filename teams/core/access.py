"""Who sees whom, on which days, and what each role may do. Plain data in, plain data out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kernel.dated import Days
from kernel.tree import Tree

REP, MANAGER, OPERATIONS = "rep", "manager", "operations"
FINANCE, EXECUTIVE, ADMINISTRATOR = "finance", "executive", "administrator"
ROLES = (REP, MANAGER, OPERATIONS, FINANCE, EXECUTIVE, ADMINISTRATOR)

EVERYONE = ROLES
LEADERS = (MANAGER, OPERATIONS, FINANCE, EXECUTIVE, ADMINISTRATOR)
OPERATORS = (OPERATIONS, ADMINISTRATOR)
ADMINISTRATORS = (ADMINISTRATOR,)
SEES_ALL = frozenset({OPERATIONS, FINANCE, EXECUTIVE, ADMINISTRATOR})

# What a page asks before it shows a button. The page's own rule is `requires`.
RIGHTS: dict[str, frozenset[str]] = {
    "see_all": SEES_ALL,
    "see_company": frozenset(LEADERS),
    "coach": frozenset({MANAGER, *OPERATORS}),
    "load": frozenset(OPERATORS),
    "recompute": frozenset(OPERATORS),
    "organise": frozenset(OPERATORS),
    "plan": frozenset(OPERATORS),
    "propose": frozenset({MANAGER, *OPERATORS}),
    "approve": frozenset({EXECUTIVE, ADMINISTRATOR}),
    "administer": frozenset(ADMINISTRATORS),
}

# Django admin: what operations may touch. People with a sign-in are the administrator's.
_OPERATED_APPS = frozenset({"teams", "crm", "quotas", "territories", "planning"})
_READ_APPS = frozenset({"audit", "kpis", "intake"})


@dataclass(frozen=True, slots=True)
class Belonging:
    """A rep belongs to (or leads) a team over some days."""

    rep_id: int
    team_id: int
    leads: bool
    days: Days


@dataclass(frozen=True)
class Reach:
    """Whom somebody sees, and when: per team and per rep the days, which may overlap."""

    teams: Mapping[int, tuple[Days, ...]] = field(default_factory=dict)
    reps: Mapping[int, tuple[Days, ...]] = field(default_factory=dict)

    def sees_team(self, team_id: int, days: Days) -> bool:
        return any(seen.overlap(days) for seen in self.teams.get(team_id, ()))

    def sees_rep(self, rep_id: int, days: Days) -> bool:
        return any(seen.overlap(days) for seen in self.reps.get(rep_id, ()))

    def teams_on(self, days: Days) -> frozenset[int]:
        return frozenset(team for team in self.teams if self.sees_team(team, days))

    def reps_on(self, days: Days) -> frozenset[int]:
        return frozenset(rep for rep in self.reps if self.sees_rep(rep, days))


def may(role: str, right: str) -> bool:
    """Whether the role has the right; KeyError for a right that does not exist."""
    return role in RIGHTS[right]


def led_teams(
    rep_id: int, belongings: Iterable[Belonging], tree: Tree[int]
) -> dict[int, tuple[Days, ...]]:
    """The teams that the rep leads and all below them, with the days of leading."""
    seen: dict[int, tuple[Days, ...]] = {}
    for one in belongings:
        if one.leads and one.rep_id == rep_id and one.team_id in tree.parents:
            for team in tree.below(one.team_id):
                seen[team] = (*seen.get(team, ()), one.days)
    return seen


def reach(role: str, rep_id: int | None, belongings: Iterable[Belonging], tree: Tree[int]) -> Reach:
    """Whom a manager or rep sees; the roles in SEES_ALL have no reach, they see everybody.

    A manager sees a team below the ones they lead on the days on which they led, and a person on
    the days on which both the person was there and the manager led. Everyone sees themselves.
    """
    own: dict[int, tuple[Days, ...]] = {} if rep_id is None else {rep_id: (Days(),)}
    if role != MANAGER or rep_id is None:
        return Reach(reps=own)
    known = list(belongings)
    teams = led_teams(rep_id, known, tree)
    people = dict(own)
    for one in known:
        days = [led.overlap(one.days) for led in teams.get(one.team_id, ())]
        both = tuple(d for d in days if d)
        if both and one.rep_id != rep_id:
            people[one.rep_id] = (*people.get(one.rep_id, ()), *both)
    return Reach(teams=teams, reps=people)


def may_administer(role: str, app: str, codename: str) -> bool:
    """The answer to Django's permission question `app.codename`, from the role alone."""
    if role == ADMINISTRATOR:
        return True
    if role != OPERATIONS:
        return False
    if codename.endswith("_user"):
        return app == "teams" and codename == "view_user"
    if app in _READ_APPS:
        return codename.startswith("view_")
    return app in _OPERATED_APPS
