"""What is measured: one file per source of rows, each one set-based statement.

`queries.source` says what a file declares. The name of a measure is stored in the database and
never changed.
"""

from kernel.registry import Registry
from kpis.queries.source import Source, Sum

SOURCES: Registry[Source] = Registry(Source, "kpis.measures")


def source_of(measure: str) -> Source:
    """The source that a measure comes from; KeyError when there is none."""
    return _by_measure()[measure]


def measure(slug: str) -> Sum:
    return source_of(slug).sums[slug]


def known() -> dict[str, Sum]:
    """Every additive measure by its name."""
    return {slug: one for source in SOURCES for slug, one in source.sums.items()}


def _by_measure() -> dict[str, Source]:
    return {slug: source for source in SOURCES for slug in source.sums}
