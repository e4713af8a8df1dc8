"""A panel: one file in `panels/` and one template by the same name. A page is rows of slugs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dashboards.facts import Question
from kernel.registry import Registry


@dataclass(frozen=True, slots=True)
class Panel:
    """`build` gives the template's dataclass, or None when there is nothing to show.

    `size` is the width in twelfths (`c-8`) on a wide window; a `strip` stands outside of the grid.
    """

    build: Callable[[Question], Any]
    size: str = ""
    strip: bool = False


PANELS: Registry[Panel] = Registry(Panel, "dashboards.panels")


@dataclass(frozen=True, slots=True)
class Shown:
    """A panel with its content, as a page's template needs it."""

    slug: str
    size: str
    strip: bool
    data: Any

    @property
    def template(self) -> str:
        return f"dashboards/panels/{self.slug}.html"


def shown(rows: Sequence[Sequence[str]], question: Question) -> list[list[Shown]]:
    """The rows of a page; a panel without content is left out, as is an empty row.

    What is left alone in its row takes the whole width.
    """
    built = [[show(slug, question) for slug in row] for row in rows]
    kept = [[one for one in row if one is not None] for row in built]
    return [[replace(row[0], size="")] if len(row) == 1 else row for row in kept if row]


def show(slug: str, question: Question) -> Shown | None:
    panel = PANELS[slug]
    data = panel.build(question)
    return None if data is None else Shown(slug, panel.size, panel.strip, data)
