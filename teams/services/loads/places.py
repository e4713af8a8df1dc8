"""Territories, and who covers them when."""

from datetime import datetime

from audit.services.fields import Field, Reference, Target, text
from audit.services.parents import link_parents
from audit.services.staging import Staging, columns_of, run
from kernel.merge import Merged
from teams.services.loads import dated
from teams.services.loads.people import OWNER, TERRITORY
from teams.services.loads.slugs import FROM_SLUGS, free_slug, slugs_for_new_rows, slugs_of

TERRITORIES = Target(
    "teams_territory",
    ("external_id",),
    (text("external_id", 120, required=True), text("name", 200, required=True)),
)


def coverage_target(has_end: bool) -> Target:
    return Target(
        "teams_coverage",
        ("rep_id", "territory_id", "valid"),
        (
            Field("rep", required=True, refers=OWNER),
            Field("territory", required=True, refers=TERRITORY),
            *dated.DAYS,
        ),
        dated.CHECKS,
        derived=(dated.valid_field(has_end),),
    )


def merge_territories(
    table: str,
    *,
    run_id: int,
    as_of: datetime,
    create_missing: bool = False,
    full: bool = False,
) -> Merged:
    """Upsert by id; the tree follows `parent`. Names may repeat, short names do not."""
    staging = Staging(TERRITORIES, table, run_id, as_of)
    merge_named(staging, TERRITORY, full)
    return staging.merged


def merge_coverage(
    table: str,
    *,
    run_id: int,
    as_of: datetime,
    create_missing: bool = False,
    full: bool = False,
) -> Merged:
    """Who covers a territory over which days; several people may at once."""
    staging = Staging(coverage_target("valid_to" in columns_of(table)), table, run_id, as_of)
    dated.merge_days(
        staging,
        same="{0}.rep_id = {1}.rep_id AND {0}.territory_id = {1}.territory_id",
        columns="rep_id, territory_id",
        create={"territory": create_territories} if create_missing else {},
    )
    return staging.merged


def create_territories(names: list[str], run_id: int) -> None:
    """Territories that a file only names, so that its rows need not be set aside."""
    taken = slugs_of("teams_territory")
    run(
        """INSERT INTO teams_territory (slug, external_id, name, run_id)
           SELECT slug, name, name, %s FROM unnest(%s::text[], %s::text[]) x(slug, name)""",
        [run_id, [free_slug(name, taken) for name in names], names],
    )


def merge_named(staging: Staging, reference: Reference, full: bool) -> None:
    """All steps for a tree of named rows with short names: territories and teams."""
    staging.type_rows()
    staging.set_aside()
    staging.set_duplicates_aside()
    slugs_for_new_rows(staging.target.table)
    staging.write(also=FROM_SLUGS)
    staging.sight()
    link_parents(staging, reference)
    if full:
        staging.list_missing()
