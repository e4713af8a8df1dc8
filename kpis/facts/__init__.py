"""Stored numbers, read for pages. Nothing here is computed over deals: see `kpis.services`."""

from kpis.facts.paths import PathPoint, daily_won, usual_path
from kpis.facts.pipeline import StageRow, pipeline_by_stage
from kpis.facts.values import KpiValue, histories, series, table, values

__all__ = [
    "KpiValue",
    "PathPoint",
    "StageRow",
    "daily_won",
    "histories",
    "pipeline_by_stage",
    "series",
    "table",
    "usual_path",
    "values",
]
