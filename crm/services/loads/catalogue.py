"""Products, and the stages of the sales process."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from audit.services.fields import Check, Field, Reference, Target, text
from audit.services.staging import Staging, ask, merge, run
from kernel.merge import Merged
from teams.services.loads.slugs import FROM_SLUGS, free_slug, slugs_for_new_rows, slugs_of

PRODUCT = Reference("crm_product", ("t.external_id", "t.name"))
STAGE = Reference("crm_stage", ("t.slug", "t.name"))
WON = re.compile(r"\b(won|gagn)", re.IGNORECASE)
LOST = re.compile(r"\b(lost|perdu|disqualified)", re.IGNORECASE)

PRODUCTS = Target(
    "crm_product",
    ("external_id",),
    (
        text("external_id", 120, required=True),
        text("name", 250, required=True),
        text("family", 120),
        Field("recurring", "boolean"),
    ),
)
STAGES = Target(
    "crm_stage",
    ("name",),
    (
        text("name", 120, required=True),
        Field("order", "integer", column='"order"', blank="0", default="0"),
        Field(
            "kind",
            blank="'open'",
            default="'open'",
            shape="coalesce(lower(nullif(btrim(s.kind::text), '')), 'open')",
        ),
        Field("qualifies", "boolean", blank="true", default="true"),
        Field("chance", "numeric"),
    ),
    (
        Check("unknown_kind", "kind", "i.kind NOT IN ('open', 'won', 'lost')", ("kind",)),
        Check("not_a_share", "chance", "c_chance NOT BETWEEN 0 AND 1", ("chance",)),
        Check("negative", "order", "c_order NOT BETWEEN 0 AND 32767", ("order",)),
    ),
    derived=(Field("needs_review", shape="false"),),
)


def merge_products(
    table: str,
    *,
    run_id: int,
    as_of: datetime,
    create_missing: bool = False,
    full: bool = False,
) -> Merged:
    """Upsert by id."""
    return merge(Staging(PRODUCTS, table, run_id, as_of), full=full)


def merge_stages(
    table: str,
    *,
    run_id: int,
    as_of: datetime,
    create_missing: bool = False,
    full: bool = False,
) -> Merged:
    """Upsert by name. A stage that a file describes needs no review any more."""
    staging = Staging(STAGES, table, run_id, as_of)
    staging.type_rows()
    staging.set_aside()
    staging.set_duplicates_aside()
    slugs_for_new_rows("crm_stage")
    staging.write(also=FROM_SLUGS)
    staging.sight()
    return staging.merged


def create_products(names: list[str], run_id: int) -> None:
    run(
        """INSERT INTO crm_product (external_id, name, family, run_id)
           SELECT name, name, '', %s FROM unnest(%s::text[]) name""",
        [run_id, names],
    )


def create_stages(kinds: Mapping[str, str], run_id: int) -> None:
    """Stages that a file only names, last in order and to be reviewed."""
    taken = slugs_of("crm_stage")
    ((last,),) = ask('SELECT coalesce(max("order"), 0) FROM crm_stage')
    for n, (name, kind) in enumerate(sorted(kinds.items()), 1):
        run(
            """INSERT INTO crm_stage
                   (slug, name, "order", kind, qualifies, chance, needs_review, run_id)
               VALUES (%s, %s, %s, %s, true, NULL, true, %s)""",
            [free_slug(name, taken), name[:120], last + n, kind, run_id],
        )


def kind_of(name: str, statuses: Iterable[str]) -> str:
    """Whether a new stage is open, won or lost: flags decide where there are any, else the name.

    A stage in which deals of different outcome lie is one that closed deals had reached: open.
    """
    known = set(statuses)
    if known:
        return known.pop() if len(known) == 1 else "open"
    if WON.search(name):
        return "won"
    return "lost" if LOST.search(name) else "open"
