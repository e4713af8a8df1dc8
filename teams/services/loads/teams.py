"""Teams, and who belongs to them when."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from audit.services.fields import Field, Target, text
from audit.services.refusals import explain
from audit.services.staging import Staging, columns_of
from kernel.merge import Merged
from teams.services.loads import dated
from teams.services.loads.hierarchy import TEAM, create_teams
from teams.services.loads.people import OWNER, create_reps
from teams.services.loads.places import merge_named

TEAMS = Target(
    "teams_team",
    ("external_id",),
    (text("external_id", 120, required=True), text("name", 200, required=True)),
)


def membership_target(present: set[str]) -> Target:
    leads = "coalesce(s.leads::boolean, false)" if "leads" in present else "false"
    return Target(
        "teams_membership",
        ("rep_id", "team_id", "leads", "valid"),
        (
            Field("rep", required=True, refers=OWNER),
            Field("team", required=True, refers=TEAM),
            Field("leads", "boolean", column="-"),
            *dated.DAYS,
        ),
        dated.CHECKS,
        derived=(Field("leads", shape=leads), dated.valid_field("valid_to" in present)),
    )


def merge_teams(
    table: str,
    *,
    run_id: int,
    as_of: datetime,
    create_missing: bool = False,
    full: bool = False,
) -> Merged:
    """Upsert by id; the tree follows `parent`."""
    staging = Staging(TEAMS, table, run_id, as_of)
    merge_named(staging, TEAM, full)
    return staging.merged


def merge_memberships(
    table: str,
    *,
    run_id: int,
    as_of: datetime,
    create_missing: bool = False,
    full: bool = False,
) -> Merged:
    """Homes and leaders over days. What the file says about a day replaces what was known of it."""
    staging = Staging(membership_target(columns_of(table)), table, run_id, as_of)
    dated.merge_days(
        staging,
        same="{0}.rep_id = {1}.rep_id AND {0}.leads = {1}.leads"
        " AND (NOT {0}.leads OR {0}.team_id = {1}.team_id)",
        columns="rep_id, team_id, leads",
        create={"rep": create_reps, "team": create_teams} if create_missing else {},
    )
    return staging.merged


explain(
    {
        "ends_before_start": _(
            "The end %(value)s is not after the start. Correct one of the days."
        ),
        "overlap": _(
            "Another row of this file claims some of the same days (%(value)s). Make the days "
            "meet, not overlap; the end is the first day that no longer counts."
        ),
        "left_before_hired": _("The person left before being hired. Correct one of the days."),
        "unknown_manager": _(
            "“%(value)s” is not known as a manager. The row was taken without a manager."
        ),
        "ambiguous_manager": _(
            "Several people match “%(value)s”. Write the id; the row was taken without a manager."
        ),
        "unknown_home_team": _(
            "The team “%(value)s” is not known. The row was taken without a team."
        ),
        "own_manager": _(
            "This person is their own manager in the file. The row was taken without a manager."
        ),
        "manager_cycle": _(
            "“%(value)s” and this person manage each other over some steps. Neither was followed."
        ),
        "not_a_currency": _("“%(value)s” is not a currency. Write its three letters, like EUR."),
        "not_positive": _("%(value)s is not above zero. A rate must be."),
    }
)
