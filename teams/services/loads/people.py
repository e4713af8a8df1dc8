"""Reps: a CRM's users. Who reports to whom becomes teams, see hierarchy.py."""

from datetime import datetime

from audit.services.fields import Check, Field, Reference, Target, text
from audit.services.staging import Staging, ask, run
from kernel.merge import Merged
from teams.services.loads.hierarchy import follow_departures, follow_managers, follow_teams

OWNER = Reference("teams_rep", ("t.external_id", "t.email", "t.name"))
TERRITORY = Reference("teams_territory", ("t.slug", "t.external_id", "t.name"))

REPS = Target(
    "teams_rep",
    ("external_id",),
    (
        text("external_id", 120, required=True),
        text("name", 200, required=True),
        text("email", 254),
        text("title", 120),
        text("segment", 80),
        Field("hired_on", "date"),
        Field("left_on", "date"),
        Field("participates", "boolean", blank="true", default="true"),
        Field("territory", refers=TERRITORY, unknown="warning"),
    ),
)


def merge_reps(
    table: str,
    *,
    run_id: int,
    as_of: datetime,
    create_missing: bool = False,
    full: bool = False,
) -> Merged:
    """Upsert by id, then let managers, teams and departures show in the memberships."""
    staging = Staging(REPS, table, run_id, as_of)
    staging.refer()
    staging.type_rows()
    staging.set_aside([_leaves_before_hire(staging)])
    staging.set_duplicates_aside()
    staging.write()
    staging.sight()
    if staging.has("manager"):
        follow_managers(staging, OWNER)
    if staging.has("team"):
        follow_teams(staging, create_missing)
    if staging.has("left_on"):
        follow_departures(staging)
    if full:
        staging.list_missing()
    staging.merged.touched.reps |= _changed(staging)
    return staging.merged


def create_reps(names: list[str], run_id: int) -> None:
    """People that a file only names, so that its rows need not be set aside."""
    run(
        """INSERT INTO teams_rep
               (external_id, name, email, title, segment, participates, run_id)
           SELECT name, name, CASE WHEN name LIKE '%%_@_%%' THEN name ELSE '' END, '', '', true, %s
           FROM unnest(%s::text[]) name""",
        [run_id, names],
    )


def _leaves_before_hire(staging: Staging) -> Check:
    stored = "(SELECT {0} FROM teams_rep r WHERE r.id = i.id_)"
    hired = "i.hired_on" if staging.has("hired_on") else stored.format("hired_on")
    left = "i.left_on" if staging.has("left_on") else stored.format("left_on")
    column = "left_on" if staging.has("left_on") else "hired_on"
    return Check("left_before_hired", column, f"{left} < {hired}")


def _changed(staging: Staging) -> set[int]:
    return {
        pk
        for (pk,) in ask(
            "SELECT t.id FROM i JOIN teams_rep t ON t.external_id = i.external_id WHERE NOT i.same_"
        )
    }
