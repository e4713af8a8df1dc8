"""Short names for rows that a file brings by name."""

from django.utils.text import slugify

from audit.services.staging import ask, run

FROM_SLUGS = {"slug": "(SELECT slug FROM slugs WHERE slugs.row = i.row)"}


def free_slug(name: str, taken: set[str]) -> str:
    """A slug that nobody has yet, and take it: emea, emea-2, emea-3."""
    base = slugify(name)[:100] or "x"
    slug, n = base, 1
    while slug in taken:
        n += 1
        slug = f"{base}-{n}"
    taken.add(slug)
    return slug


def slugs_of(table: str) -> set[str]:
    return {slug for (slug,) in ask(f"SELECT slug FROM {table}")}


def slugs_for_new_rows(table: str) -> None:
    """Make the temporary table slugs(row, slug) for the rows of `i` that will be inserted."""
    taken = slugs_of(table)
    new = ask("SELECT row, name FROM i WHERE id_ IS NULL ORDER BY name, row")
    pairs = [(row, free_slug(name, taken)) for row, name in new]
    run("DROP TABLE IF EXISTS slugs")
    run("CREATE TEMP TABLE slugs (row bigint, slug text)")
    run(
        "INSERT INTO slugs SELECT * FROM unnest(%s::bigint[], %s::text[])",
        [[row for row, _ in pairs], [slug for _, slug in pairs]],
    )
