"""The attainment table as a file: the same rows as on the page, all of them, exact."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from dashboards.core.pace import points
from dashboards.facts import Question, value_of
from dashboards.panels import attainment
from ui.exports import figure

# More rows than any company has people: nothing waits to be fetched in a file.
ALL = 1_000_000


def heads() -> list[str]:
    return [
        _("Level"),
        _("Name"),
        _("Key"),
        _("Quota"),
        _("Booked"),
        _("Attainment"),
        _("Usual share by today"),
        _("Against usual"),
        _("Open pipeline"),
        _("Coverage"),
        _("Needed coverage"),
    ]


def export_rows(question: Question) -> Iterator[list[Any]]:
    """Top down in the order of the page."""
    for node in attainment.nodes(question, ALL):
        values = question.table.get(node.key, {})
        attained, usual = value_of(values, "attainment"), value_of(values, "expected_share")
        yield [
            node.level,
            question.tree.scopes[node.key].name,
            node.key,
            figure(value_of(values, "quota"), "money"),
            figure(value_of(values, "won_value"), "money"),
            figure(attained, "percent"),
            figure(usual, "percent"),
            figure(points(attained, usual), "points"),
            figure(value_of(values, "open_pipeline"), "money"),
            figure(value_of(values, "coverage"), "ratio"),
            figure(value_of(values, "needed_coverage"), "ratio"),
        ]
