"""What PostgreSQL believes of the size of our tables, where it is far from the truth."""

from audit.services.staging import ask, run

MANY = 1000  # deals from which on it matters that PostgreSQL knows how many rows there are
PAGES = 100  # from which on a table that is said to be empty is looked at
LOOKED_AT = ("crm_opportunity", "crm_dealchange", "crm_activity", "crm_split")

# Never measured, a table has -1 rows.
SMALLER = """
SELECT c.relname FROM pg_class c,
    LATERAL (SELECT pg_relation_size(c.oid) / current_setting('block_size')::int AS pages) size
WHERE c.oid = ANY(%(tables)s::regclass[]) AND (
    c.reltuples < %(deals)s OR (pages > %(pages)s AND c.reltuples < pages))
"""


def refresh(deals: int = 0) -> None:
    """Tables that PostgreSQL takes for smaller than the deals asked of them, or for nearly empty
    although they have many pages, are measured again.

    After a large load into an empty table, or one that was undone or failed, it would believe in a
    handful of rows and look through all of them deal by deal.
    """
    asked = {"tables": list(LOOKED_AT), "deals": deals if deals >= MANY else -1, "pages": PAGES}
    for (table,) in ask(SMALLER, asked):
        run(f"ANALYZE {table}")
