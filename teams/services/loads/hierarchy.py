"""A CRM's manager tree as teams and dated memberships.

A person with reports gets a team of their own (found again by `manager:<CRM id>`, whatever it is
called by then); it lies in the team of their own manager. Reports belong to their manager's team.
A manager leads their own team and belongs to it too, so that a team's total holds what its manager
sold. Cycles and people who manage themselves are remarked and not followed.

The first membership starts on the day of hire, or in the year 2000 when that is not known, so
that no deal falls before it. A later export that says otherwise closes the membership on its
as-of day and opens the new one; an older one changes nothing.
"""

from collections.abc import Mapping
from datetime import date

from django.utils.text import slugify
from django.utils.translation import gettext as _

from audit.services import journal
from audit.services.fields import Reference
from audit.services.references import resolve, unknown
from audit.services.staging import Staging, ask, run
from kernel.tree import cycles
from teams.services.loads.dated import BEGINNING
from teams.services.loads.slugs import free_slug, slugs_of

TEAM = Reference("teams_team", ("t.slug", "t.external_id", "t.name"))


def follow_managers(staging: Staging, people: Reference) -> None:
    """Teams and memberships from the staged column `manager`."""
    bosses = _managers(staging, people)
    teams = _teams_of_managers(staging, {b for b in bosses.values() if b})
    _nest(staging, {teams[m]: teams[b] for m, b in bosses.items() if m in teams and b})
    for boss, team in teams.items():
        _lead(staging, boss, team)
    homes = {rep: teams[boss] if boss else None for rep, boss in bosses.items()}
    move_home(staging, homes | teams, "manager")


def follow_teams(staging: Staging, create_missing: bool) -> None:
    """Home memberships from the staged column `team`; they outweigh the manager's team."""
    name = resolve(staging.stage, "team", TEAM)
    if create_missing and (names := unknown(name)):
        create_teams(names, staging.run_id)
        resolve(staging.stage, "team", TEAM)
    rows = ask(f"""
        SELECT i.row, t.id, r.id, r.n, r.ref FROM i JOIN {staging.stage} s USING (row)
        JOIN teams_rep t ON t.external_id = i.external_id
        JOIN r_team r ON r.ref = btrim(s.team::text)
        ORDER BY i.row""")
    for row, _rep, _team, n, ref in rows:
        if n != 1:
            code = f"{'unknown' if n == 0 else 'ambiguous'}_home_team"
            staging.refuse(row, "team", ref, code, "warning")
    move_home(staging, {rep: team for _row, rep, team, n, _ref in rows if n == 1}, "team")


def follow_departures(staging: Staging) -> None:
    """Who left belongs nowhere from the day after."""
    open_ones = """SELECT m.id FROM teams_membership m JOIN teams_rep t ON t.id = m.rep_id
        JOIN i USING (external_id) WHERE t.left_on IS NOT NULL AND lower(m.valid) <= t.left_on
        AND (upper_inf(m.valid) OR upper(m.valid) > t.left_on + 1)"""
    journal.keep("teams_membership", staging.run_id, open_ones)
    run(
        f"""UPDATE teams_membership m SET valid = daterange(lower(m.valid), t.left_on + 1),
               run_id = %s FROM teams_rep t WHERE t.id = m.rep_id AND m.id IN ({open_ones})""",
        [staging.run_id],
    )


def create_teams(names: list[str], run_id: int) -> None:
    """Teams that a file only names."""
    taken = slugs_of("teams_team")
    run(
        """INSERT INTO teams_team (slug, external_id, name, run_id)
           SELECT slug, name, name, %s FROM unnest(%s::text[], %s::text[]) x(slug, name)""",
        [run_id, [free_slug(name, taken) for name in names], names],
    )


def move_home(staging: Staging, homes: Mapping[int, int | None], column: str) -> None:
    """Close and open home memberships so that each rep is where the file says from as-of on."""
    day = staging.as_of.date()
    newer = _stated_later(staging, column)
    hired = dict(ask("SELECT id, hired_on FROM teams_rep WHERE id = ANY(%s)", [list(homes)]))
    stored: dict[int, list[tuple[int, int, date | None, date | None]]] = {}
    for pk, rep, team, lower, upper in ask(
        """SELECT id, rep_id, team_id, lower(valid), upper(valid) FROM teams_membership
           WHERE NOT leads AND rep_id = ANY(%s) ORDER BY lower(valid)""",
        [list(homes)],
    ):
        stored.setdefault(rep, []).append((pk, team, lower, upper))
    for rep, team in homes.items():
        mine = stored.get(rep, [])
        if rep in newer or any(lower and lower > day for _, _, lower, _ in mine):
            continue
        now = next((m for m in mine if m[3] is None or m[3] > day), None)
        if now and now[1] == team:
            continue
        if now:
            _close(staging, now[0], now[2], day)
        if team is not None:
            start = day if mine else hired.get(rep) or date.fromisoformat(BEGINNING)
            _open(staging, rep, team, start, leads=False)
    rows = ", ".join(map(str, homes)) or "0"
    journal.saw(
        "teams_rep",
        staging.run_id,
        staging.as_of,
        [column],
        f"SELECT id FROM teams_rep WHERE id IN ({rows})",
    )


# Steps -------------------------------------------------------------------------------------------


def _managers(staging: Staging, people: Reference) -> dict[int, int | None]:
    """Rep → manager for the rows of the file; what cannot be followed is remarked and None."""
    resolve(staging.stage, "manager", people)
    rows = ask(f"""
        SELECT i.row, t.id, r.id, r.n, r.ref FROM i JOIN {staging.stage} s USING (row)
        JOIN teams_rep t ON t.external_id = i.external_id
        LEFT JOIN r_manager r ON r.ref = btrim(s.manager::text) ORDER BY i.row""")
    found: dict[int, int | None] = {}
    for row, rep, boss, n, ref in rows:
        found[rep] = boss if n == 1 else None
        if n is not None and n != 1:
            code = f"{'unknown' if n == 0 else 'ambiguous'}_manager"
            staging.refuse(row, "manager", ref, code, "warning")
    looped = cycles(found)
    for row, rep, boss, n, ref in rows:
        if rep in looped and n == 1:
            code = "own_manager" if boss == rep else "manager_cycle"
            staging.refuse(row, "manager", ref, code, "warning")
            found[rep] = None
    return found


def _teams_of_managers(staging: Staging, bosses: set[int]) -> dict[int, int]:
    """Manager → their team, made when it does not exist yet."""
    people = ask(
        """SELECT r.id, r.external_id, r.name, t.id FROM teams_rep r
           LEFT JOIN teams_team t ON t.external_id = 'manager:' || r.external_id
           WHERE r.id = ANY(%s) ORDER BY r.external_id""",
        [list(bosses)],
    )
    teams = {rep: team for rep, _id, _name, team in people if team}
    taken = slugs_of("teams_team")
    for rep, external_id, name, team in people:
        if team is None:
            values = [
                free_slug(f"{slugify(name) or slugify(external_id)}-team", taken),
                f"manager:{external_id}"[:120],
                _("%(name)s’s team") % {"name": name},
                staging.run_id,
            ]
            ((teams[rep],),) = ask(
                """INSERT INTO teams_team (slug, external_id, name, run_id)
                   VALUES (%s, %s, %s, %s) RETURNING id""",
                values,
            )
    return teams


def _nest(staging: Staging, parents: dict[int, int]) -> None:
    """Put teams into their managers' managers' teams, except where that would close a circle."""
    stored = dict(ask("SELECT id, parent_id FROM teams_team"))
    safe = {t: p for t, p in parents.items() if t not in cycles(stored | parents)}
    changed = {t: p for t, p in safe.items() if stored[t] != p}
    for team, parent in changed.items():
        journal.keep("teams_team", staging.run_id, str(team))
        run(
            "UPDATE teams_team SET parent_id = %s, run_id = %s WHERE id = %s",
            [parent, staging.run_id, team],
        )


def _lead(staging: Staging, boss: int, team: int) -> None:
    """The manager leads the team from the beginning, unless its leaders are known already."""
    if ask("SELECT FROM teams_membership WHERE team_id = %s AND leads", [team]):
        return
    ((hired,),) = ask("SELECT hired_on FROM teams_rep WHERE id = %s", [boss])
    _open(staging, boss, team, hired or date.fromisoformat(BEGINNING), leads=True)


def _open(staging: Staging, rep: int, team: int, start: date, *, leads: bool) -> None:
    run(
        """INSERT INTO teams_membership (rep_id, team_id, leads, valid, run_id)
           VALUES (%s, %s, %s, daterange(%s, NULL), %s)""",
        [rep, team, leads, start, staging.run_id],
    )


def _close(staging: Staging, pk: int, start: date | None, day: date) -> None:
    """End on the day; a membership that only began then was a mistake of the same day."""
    journal.keep("teams_membership", staging.run_id, str(pk))
    if start == day:
        run("DELETE FROM teams_membership WHERE id = %s", [pk])
        return
    run(
        """UPDATE teams_membership SET valid = daterange(lower(valid), %s), run_id = %s
           WHERE id = %s""",
        [day, staging.run_id, pk],
    )


def _stated_later(staging: Staging, column: str) -> set[int]:
    return {
        pk
        for (pk,) in ask(
            """SELECT DISTINCT unnest(pks) FROM audit_sighting
               WHERE "table" = 'teams_rep' AND as_of > %s AND %s = ANY(columns)""",
            [staging.as_of, column],
        )
    }
