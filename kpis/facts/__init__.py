"""Stored numbers, read for pages. Nothing here is computed over deals: see `kpis.services`."""

from kpis.facts.attention import AttentionItem, attention
from kpis.facts.explain import ExplainRow, Explanation, Rows, explain, rows
from kpis.facts.freshness import computing
from kpis.facts.paths import PathPoint, daily_won, usual_path, won_by_day
from kpis.facts.pipeline import StageRow, pipeline_by_stage
from kpis.facts.totals import totals
from kpis.facts.values import KpiValue, histories, known_values, series, table, values

__all__ = [
    "AttentionItem",
    "ExplainRow",
    "Explanation",
    "KpiValue",
    "PathPoint",
    "Rows",
    "StageRow",
    "attention",
    "computing",
    "daily_won",
    "explain",
    "histories",
    "known_values",
    "pipeline_by_stage",
    "rows",
    "series",
    "table",
    "totals",
    "usual_path",
    "values",
    "won_by_day",
]
