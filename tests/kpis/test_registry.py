"""The registries agree with each other, with the documents, and with what is public."""

import pytest
from django.core.management import call_command

from kpis.core.kinds import BY_KIND
from kpis.core.metrics import METRICS
from kpis.docs import metrics_document
from kpis.measures import SOURCES, known
from kpis.queries import behind
from tests.guards import ROOT

# Columns that stand beside the measures: `kpis.core.context` makes them.
BESIDE = {
    "cycle_median", "value_median", "drift_median", "usual_share", "usual_low", "usual_high",
    "usual_periods", "usual_yield", "usual_worth", "spread", "is_over", "workdays_left",
    "company_activities", "top_three_value", "start_value", "start_deals",
    "lead_value", "lead_won_value", "lead_deals", "like_won_value", "like_won_count",
    "like_won_square", "like_periods", "cohort_chance", "cohort_ripe",
    "goal_people", "reached_100", "reached_70", "reached_50",
} | set(BY_KIND)  # fmt: skip


@pytest.mark.parametrize("slug", METRICS.slugs())
def test_metrics_are_made_of_known_measures(slug):
    assert set(METRICS[slug].measures) <= set(known()) | BESIDE


def test_measures_have_one_name():
    names = [slug for source in SOURCES for slug in (*source.sums, *source.stage_sums)]
    assert len(names) == len(set(names))


def test_every_metric_that_is_a_sum_can_be_listed():
    silent = {"expected_share", "participation", "participation_70", "participation_50"}
    for slug, metric in METRICS.items():
        assert slug in silent or any(behind.has_rows(m) for m in metric.numerator.measures), slug


def test_the_document_is_up_to_date():
    """Write it anew with: python manage.py document_metrics"""
    assert (ROOT / "docs" / "metrics.md").read_text() == metrics_document()


def test_the_document_can_be_written(tmp_path):
    call_command("document_metrics", str(tmp_path / "metrics.md"))
    assert (tmp_path / "metrics.md").read_text() == metrics_document()
