"""Accounts with their owners over time, and contacts."""

from datetime import datetime

from audit.services import journal
from audit.services.fields import Check, Field, Reference, Target, text
from audit.services.parents import link_parents
from audit.services.staging import Staging, run
from kernel.merge import Merged
from teams.services.loads import OWNER, TERRITORY, create_reps

ACCOUNT = Reference("crm_account", ("t.external_id", "t.name"))
CONTACT = Reference("crm_contact", ("t.external_id", "t.email", "t.name"))
FIRST_DAY = "2000-01-01"  # owned as far back as is known

# The short name of the territory that the file states.
NAMED = "coalesce((SELECT n.slug FROM teams_territory n WHERE n.id = r_territory.id), '')"


def _followed(column: str, stated: str, says: str, value: str = "") -> str:
    """What a file states counts where the statement is a new one. One that only says again what it
    said before is behind the plan of territories, which has the say since."""
    return f"""CASE WHEN t.id IS NULL OR t.{stated} IS DISTINCT FROM {says}
        THEN {value or says} ELSE t.{column} END"""


ACCOUNTS = Target(
    "crm_account",
    ("external_id",),
    (
        text("external_id", 120, required=True),
        text("name", 250, required=True),
        Field("owner", refers=OWNER, shape=_followed("owner_id", "stated_owner_id", "r_owner.id")),
        Field(
            "territory",
            refers=TERRITORY,
            unknown="warning",
            shape=_followed("territory_id", "stated_territory", NAMED, "r_territory.id"),
        ),
        text("industry", 120),
        text("segment", 80),
        text("country", 80),
        text("state", 80),
        text("city", 120),
        text("postcode", 20),
        text("website", 250),
        Field("employees", "integer"),
        Field("potential", "numeric"),
        Field("workload", "numeric"),
        Field("renews_on", "date"),
    ),
    (
        Check("negative", "employees", "c_employees < 0", ("employees",)),
        Check("below_zero", "potential", "c_potential < 0", ("potential",)),
        Check("below_zero", "workload", "c_workload < 0", ("workload",)),
    ),
    derived=(
        Field("stated_owner", column="stated_owner_id", shape="r_owner.id", needs=("owner",)),
        Field("stated_territory", shape=NAMED, needs=("territory",)),
    ),
)
CONTACTS = Target(
    "crm_contact",
    ("external_id",),
    (
        text("external_id", 120, required=True),
        Field("account", refers=ACCOUNT),
        text("name", 200, required=True),
        text("title", 150),
        text("email", 254),
        text("phone", 60),
    ),
)


def merge_accounts(
    table: str,
    *,
    run_id: int,
    as_of: datetime,
    create_missing: bool = False,
    full: bool = False,
) -> Merged:
    """Upsert by id. A new owner takes over on the load's as-of day, the first one ever since."""
    staging = Staging(ACCOUNTS, table, run_id, as_of)
    missing = staging.refer()
    if create_missing and missing.get("owner"):
        create_reps(missing["owner"], run_id)
        staging.refer()
    staging.type_rows()
    staging.set_aside()
    staging.set_duplicates_aside()
    staging.write()
    staging.sight()
    link_parents(staging, ACCOUNT)
    if staging.has("owner"):
        _follow_owners(staging)
    if full:
        staging.list_missing()
    return staging.merged


def merge_contacts(
    table: str,
    *,
    run_id: int,
    as_of: datetime,
    create_missing: bool = False,
    full: bool = False,
) -> Merged:
    """Upsert by id."""
    staging = Staging(CONTACTS, table, run_id, as_of)
    missing = staging.refer()
    if create_missing and missing.get("account"):
        create_accounts(missing["account"], run_id)
        staging.refer()
    staging.type_rows()
    staging.set_aside()
    staging.set_duplicates_aside()
    staging.write()
    staging.sight()
    if full:
        staging.list_missing()
    return staging.merged


def create_accounts(names: list[str], run_id: int) -> None:
    """Accounts that a file only names, so that its rows need not be set aside."""
    run(
        """INSERT INTO crm_account (external_id, name, industry, segment, country, state, city,
                                    postcode, website, run_id)
           SELECT name, name, '', '', '', '', '', '', '', %s FROM unnest(%s::text[]) name""",
        [run_id, names],
    )


def create_contacts(names: list[str], run_id: int) -> None:
    run(
        """INSERT INTO crm_contact (external_id, name, title, email, phone, run_id)
           SELECT name, name, '', '', '', %s FROM unnest(%s::text[]) name""",
        [run_id, names],
    )


def _follow_owners(staging: Staging) -> None:
    """Close who owned the account until now where somebody else does; nobody is no owner."""
    day = staging.as_of.date()
    run("DROP TABLE IF EXISTS handed")
    run(
        """CREATE TEMP TABLE handed AS
           SELECT a.id, a.owner_id, w.id AS open_id, lower(w.valid) AS since,
                  EXISTS (SELECT FROM crm_accountowner e WHERE e.account_id = a.id) AS owned
           FROM i JOIN crm_account a ON a.external_id = i.external_id
           LEFT JOIN crm_accountowner w ON w.account_id = a.id AND upper_inf(w.valid)
           WHERE a.owner_id IS DISTINCT FROM w.rep_id
             AND (w.id IS NULL OR lower_inf(w.valid) OR lower(w.valid) <= %s)""",
        [day],
    )
    journal.keep("crm_accountowner", staging.run_id, "SELECT open_id FROM handed")
    run(
        "DELETE FROM crm_accountowner WHERE id IN (SELECT open_id FROM handed WHERE since = %s)",
        [day],
    )
    run(
        """UPDATE crm_accountowner w SET valid = daterange(lower(w.valid), %s), run_id = %s
           FROM handed h WHERE h.open_id = w.id""",
        [day, staging.run_id],
    )
    run(
        """INSERT INTO crm_accountowner (account_id, rep_id, valid, run_id)
           SELECT id, owner_id, daterange(CASE WHEN owned THEN %s::date ELSE %s::date END, NULL), %s
           FROM handed WHERE owner_id IS NOT NULL ORDER BY id""",
        [day, FIRST_DAY, staging.run_id],
    )
