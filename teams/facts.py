"""What is known about the company, its people and their teams. Reads only; hands out plain data.

Members of a team are its home memberships (`leads` false): a rep has at most one home a day.
Who leads a team is a membership with `leads`; a leader who also sells has a home besides.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Model, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from kernel.dated import Days
from kernel.periods import FiscalCalendar
from kernel.tree import Tree, cycles
from teams.core import access as rules
from teams.core.access import Belonging as MembershipFact
from teams.core.scope import Scope, UnknownScope, near_keys, parse_key
from teams.memory import remembered
from teams.models import (
    Absence,
    Company,
    Coverage,
    ExchangeRate,
    Holiday,
    Membership,
    Rep,
    Team,
    Territory,
    User,
)

PATTERNS = {"months": None, "445": (4, 4, 5), "454": (4, 5, 4), "544": (5, 4, 4)}


@dataclass(frozen=True)
class CompanyFacts:
    """Settings of the company; defaults while `is_set_up` is False, on a fresh installation."""

    name: str
    currency: str
    time_zone: str
    language: str
    country: str
    calendar: FiscalCalendar
    data_as_of: datetime | None
    nightly_at: time
    is_sample: bool
    is_set_up: bool = True
    names_in_comparison: bool = False


@dataclass(frozen=True, slots=True)
class TeamFact:
    id: int
    slug: str
    name: str
    parent_id: int | None


@dataclass(frozen=True, slots=True)
class CoverageFact:
    """A person covers a territory on some day."""

    rep_id: int
    name: str
    territory_id: int


# The company -----------------------------------------------------------------------------------


def company() -> CompanyFacts:
    """One query a request, holidays included."""
    return remembered("company", _read_company)


def today() -> date:
    """The date where the company is."""
    return timezone.now().astimezone(ZoneInfo(company().time_zone)).date()


def company_name() -> str:
    """For the page frame; "" before the company is set up."""
    known = company()
    return known.name if known.is_set_up else ""


def data_as_of() -> datetime | None:
    """Until when the CRM data is known; None before the first load."""
    return company().data_as_of


def calendar_of(row: Company, holidays: Iterable[date] = ()) -> FiscalCalendar:
    """The calendar that the settings of a (perhaps unsaved) company describe."""
    return FiscalCalendar(
        start_month=row.fiscal_year_start,
        pattern=PATTERNS[row.fiscal_pattern],
        year_named_by_end=row.year_named_by_end,
        week_start=row.week_start,
        workdays=frozenset(row.workdays),
        holidays=frozenset(holidays),
    )


def foundations() -> dict[str, Any]:
    """What numbers rest on and a person may change, by kind: plain data, to be compared.

    A load values the deals by the rates that it brings; so of loaded rates only those count here
    that came into force on a later day.
    """
    by_hand_or_later = Q(run=None) | Q(day__gt=TruncDate("run__queued_at"))
    rates = ExchangeRate.objects.filter(by_hand_or_later, day__lte=today())
    return {
        "company": company_foundation(),
        "rates": list(rates.values_list("currency", "day", "rate")),
        "teams": list(Team.objects.order_by("pk").values_list("pk", "parent_id")),
        "territories": list(Territory.objects.order_by("pk").values_list("pk", "parent_id")),
        "people": list(
            reps().order_by("pk").values_list("pk", "hired_on", "left_on", "participates")
        ),
        "memberships": _dated(Membership, "team_id", "leads"),
        "absences": _dated(Absence),
    }


def company_foundation() -> tuple[str, str, FiscalCalendar]:
    """Of the company's settings, those that numbers rest on."""
    known = company()
    return known.currency, known.time_zone, known.calendar


def _dated(model: type[Model], *columns: str) -> list[tuple]:
    rows = model._default_manager.order_by("rep", "valid", "pk")
    return [
        (*row, valid.lower, valid.upper)
        for valid, *row in rows.values_list("valid", "rep_id", *columns)
    ]


def _read_company() -> CompanyFacts:
    days_off = ArraySubquery(Holiday.objects.order_by().values("day"))
    stored = Company.objects.annotate(days_off=days_off).first()
    row = stored or Company(name="", nightly_at=time(2))
    return CompanyFacts(
        name=row.name,
        currency=row.currency,
        time_zone=row.time_zone,
        language=row.language,
        country=row.country,
        calendar=calendar_of(row, stored.days_off if stored else ()),
        data_as_of=row.data_as_of,
        nightly_at=row.nightly_at,
        is_sample=row.is_sample,
        is_set_up=stored is not None,
        names_in_comparison=row.names_in_comparison,
    )


# Teams and people ------------------------------------------------------------------------------


def team_facts() -> list[TeamFact]:
    """Every team, by name."""
    return remembered(
        "team_facts",
        lambda: [
            TeamFact(*row)
            for row in Team.objects.order_by("name", "pk").values_list(
                "pk", "slug", "name", "parent_id"
            )
        ],
    )


def team_tree() -> Tree[int]:
    """Team id → parent; children by name. A team in a cycle, which no service makes, is a root."""
    return remembered("team_tree", _read_tree)


def _read_tree() -> Tree[int]:
    parents = {team.id: team.parent_id for team in team_facts()}
    return Tree(parents | dict.fromkeys(cycles(parents)))


def sub_team_ids(team_id: int) -> list[int]:
    """The team and everything under it."""
    return team_tree().below(team_id)


def memberships(
    start: date, end: date, *, team_ids: Iterable[int] | None = None
) -> list[MembershipFact]:
    """Who belongs where on some day of [start, end): home and leading, with their own full days."""
    rows = Membership.objects.filter(valid__overlap=(start, end))
    return _belongings(rows if team_ids is None else rows.filter(team__in=list(team_ids)))


def rep_of(user_id: int) -> tuple[Scope | None, list[MembershipFact]]:
    """The rep behind a sign-in, with everything they ever belonged to or led; in one query."""
    rows = Rep.objects.filter(user=user_id).values_list(
        "pk",
        "external_id",
        "name",
        "memberships__team_id",
        "memberships__leads",
        "memberships__valid",
    )
    scope, belongings = None, []
    for pk, slug, name, team_id, leads, valid in rows:
        scope = Scope("rep", pk, slug, name)
        if valid is not None:
            belongings.append(MembershipFact(pk, team_id, leads, Days(valid.lower, valid.upper)))
    return scope, belongings


def belongings_in(team_ids: Iterable[int]) -> list[MembershipFact]:
    """Everyone who ever belonged to or led one of the teams."""
    return _belongings(Membership.objects.filter(team__in=list(team_ids)))


def leaders(team_ids: Iterable[int], day: date) -> dict[int, str]:
    """Team id → name of who leads it on the day; several are joined by a comma, none is absent."""
    found: dict[int, str] = {}
    rows = Membership.objects.filter(team__in=list(team_ids), leads=True, valid__contains=day)
    for team_id, name in rows.order_by("rep__name").values_list("team_id", "rep__name"):
        found[team_id] = f"{found[team_id]}, {name}" if team_id in found else name
    return found


def reps() -> QuerySet[Rep]:
    """Columns: id, external_id, name, email, title, segment, hired_on, left_on, participates,
    user_id."""
    return Rep.objects.defer("run")


def absences(rep_ids: Iterable[int], start: date, end: date) -> dict[int, list[tuple[Days, str]]]:
    """Rep id → their absences that touch [start, end), with their full days and reason, by day."""
    rows = Absence.objects.filter(rep__in=list(rep_ids), valid__overlap=(start, end))
    found: dict[int, list[tuple[Days, str]]] = {}
    for rep_id, valid, reason in rows.order_by("valid").values_list("rep_id", "valid", "reason"):
        found.setdefault(rep_id, []).append((Days(valid.lower, valid.upper), reason))
    return found


def may_do(right: str) -> list[tuple[int, str]]:
    """Who may sign in and has a right of teams.core.access: ids and names, by name."""
    roles = [role for role in rules.ROLES if rules.may(role, right)]
    rows = User.objects.filter(is_active=True, role__in=roles).order_by("name", "pk")
    return list(rows.values_list("pk", "name"))


def teams() -> QuerySet[Team]:
    """Columns: id, slug, external_id, name, parent_id."""
    return Team.objects.defer("run")


def territories() -> QuerySet[Territory]:
    """Columns: id, slug, external_id, name, parent_id."""
    return Territory.objects.defer("run")


def coverage_on(day: date) -> list[CoverageFact]:
    """Who covers a territory on the day, as stated; by name."""
    rows = Coverage.objects.filter(valid__contains=day).order_by("rep__name", "rep_id")
    return [CoverageFact(*row) for row in rows.values_list("rep_id", "rep__name", "territory_id")]


def stated_territories(day: date) -> list[tuple[int, str, int]]:
    """(rep, name, territory on their own record) of those who have not left by the day; by name."""
    gone = Q(left_on__lte=day)
    rows = Rep.objects.filter(territory__isnull=False).exclude(gone).order_by("name", "pk")
    return list(rows.values_list("pk", "name", "territory_id"))


def coverage(first: date) -> Iterable[tuple[int, int, Any]]:
    """Who covers what on `first` or later: rep, territory and days, as the CRM or a plan has it."""
    rows = Coverage.objects.filter(valid__overlap=DateRange(first, None)).order_by("pk")
    return rows.values_list("rep_id", "territory_id", "valid")


def rates() -> QuerySet[ExchangeRate]:
    """Into the base currency, each from its day on. Columns: currency, day, rate."""
    return ExchangeRate.objects.order_by("currency", "day")


# Scopes ----------------------------------------------------------------------------------------


_SCOPED: dict[str, tuple[type[Model], str]] = {
    "team": (Team, "slug"),
    "rep": (Rep, "external_id"),
    "territory": (Territory, "slug"),
}


def company_scope() -> Scope:
    return Scope("company", name=company().name)


def find_scope(key: str) -> Scope:
    """The scope of a key; UnknownScope names near ones. Slugs are compared exactly."""
    kind, slug = parse_key(key)
    if kind == "company":
        return company_scope()
    if kind == "team" and (here := [team for team in team_facts() if team.slug == slug]):
        return _team_scope(here[0])
    model, column = _SCOPED[kind]
    everything = model._default_manager.values_list("pk", column, "name")
    found = everything.filter(**{column: slug}).first()
    if found is None:
        known = (row[1] for row in everything[:5000])
        raise UnknownScope(key, near_keys(kind, slug, known))
    return Scope(kind, *found)


def scopes_of(kind: str, ids: Iterable[int]) -> dict[int, Scope]:
    """Scopes of one kind (team, rep, territory) by id, in one query; unknown ids are absent."""
    model, column = _SCOPED[kind]
    rows = model._default_manager.filter(pk__in=list(ids)).values_list("pk", column, "name")
    return {pk: Scope(kind, pk, slug, name) for pk, slug, name in rows}  # type: ignore[arg-type]


def children(scope: Scope, start: date, end: date) -> list[Scope]:
    """One step of the drill-down, by name.

    company → root teams (all reps when there are no teams); team → its teams, then the reps whose
    home it was on some day of [start, end); territory → its territories; rep → nothing.
    """
    if scope.kind == "company":
        roots = set(team_tree().roots())
        return [_team_scope(t) for t in team_facts() if t.id in roots] or _rep_scopes(reps())
    if scope.kind == "team":
        below = [_team_scope(t) for t in team_facts() if t.parent_id == scope.id]
        here = Membership.objects.filter(
            team=scope.id, leads=False, valid__overlap=(start, end)
        ).values("rep")
        return below + _rep_scopes(reps().filter(pk__in=here))
    if scope.kind == "territory":
        rows = territories().filter(parent=scope.id).values_list("pk", "slug", "name")
        return [Scope("territory", *row) for row in rows]
    return []


def _team_scope(team: TeamFact) -> Scope:
    return Scope("team", team.id, team.slug, team.name)


def _rep_scopes(rows: QuerySet[Rep]) -> list[Scope]:
    return [Scope("rep", *row) for row in rows.values_list("pk", "external_id", "name")]


def _belongings(rows: QuerySet[Membership]) -> list[MembershipFact]:
    return [
        MembershipFact(rep_id, team_id, leads, Days(valid.lower, valid.upper))
        for rep_id, team_id, leads, valid in rows.order_by("rep", "valid").values_list(
            "rep_id", "team_id", "leads", "valid"
        )
    ]


def a_day(day: date) -> Days:
    """The one day, as a half-open range."""
    return Days(day, day + timedelta(1))
