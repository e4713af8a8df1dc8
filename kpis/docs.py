"""docs/metrics.md, made from the registry."""

from kpis.core.metric import Half, Metric
from kpis.core.metrics import METRICS
from kpis.core.notes import NOTES
from kpis.core.upkeep import RULES, Rule
from kpis.measures import SOURCES

HEAD = """# KPIs

Made from the registry by `python manage.py document_metrics`; a test compares. What is public is
the name of each KPI, its unit and its meaning. [How to add one](howto/add-a-kpi.md). Methods:
[pacing](algorithms/pacing.md), [chance of quota](algorithms/chance.md), [as of any
day](algorithms/as-of.md), [pipeline and hygiene](algorithms/pipeline.md), [pipeline
movement](algorithms/movement.md), [fair comparison](algorithms/fair-comparison.md).

A team's value is worked out from the sums of its people's measures, never from their values. None
is unknown and is shown as nothing; zero means zero. Below the least number of cases a value carries
the note “few”.
"""
RULES_HEAD = """
## Rules of upkeep

What an open deal may break, and the points that `hygiene_score` takes for it. [How to add
one](howto/add-a-rule.md), with the columns of `o`.
"""


def metrics_document() -> str:
    """The whole document as Markdown."""
    parts = [HEAD, "| KPI | name | unit | better |", "| --- | --- | --- | --- |"]
    for slug, metric in METRICS.items():
        parts.append(f"| [{slug}](#{slug}) | {metric.label} | {metric.unit} | {metric.better} |")
    parts += [_metric(slug, metric) for slug, metric in METRICS.items()]
    parts += ["\n## Notes\n", "| code | says |", "| --- | --- |"]
    parts += [f"| {code} | {words} |" for code, words in NOTES.items()]
    parts += [RULES_HEAD, "| rule | points | breaks it | condition |", "| --- | --- | --- | --- |"]
    parts += [_rule(slug, rule) for slug, rule in RULES.items()]
    parts += ["\n## Measures\n", "| measure | what it sums | source |", "| --- | --- | --- |"]
    parts += [
        f"| {slug} | {one.words} | {source.about} |"
        for source in SOURCES
        for slug, one in source.sums.items()
    ]
    return "\n".join(parts) + "\n"


def _rule(slug: str, rule: Rule) -> str:
    asked = rule.broken if rule.applies == "TRUE" else f"{rule.broken}, of {rule.applies}"
    return f"| {slug} | {rule.points} | {rule.meaning} | `{asked}` |"


def _metric(slug: str, metric: Metric) -> str:
    lines = [f"\n## {slug}\n", f"**{metric.label}.** {metric.formula}.\n"]
    lines.append(f"- numerator: {_half(metric.numerator)}")
    if metric.denominator:
        lines.append(f"- denominator: {_half(metric.denominator)}")
    if metric.cases:
        least = f"; fewer than {metric.least_n} are few" if metric.least_n else ""
        lines.append(f"- rests on: {metric.cases.words.lower()}{least}")
    if metric.edges:
        lines.append(f"- edges: {metric.edges}")
    return "\n".join(lines)


def _half(half: Half) -> str:
    return f"{half.words} (`{_terms(half)}`)"


def _terms(half: Half) -> str:
    """won_value − quota × usual_share."""
    text = ""
    for term in half.terms:
        sign = " − " if term.weight < 0 else " + "
        size = "" if abs(term.weight) == 1 else f"{abs(term.weight):g} × "
        factor = f" × {term.factor}" if term.factor else ""
        text += f"{sign}{size}{term.measure}{factor}"
    return text.removeprefix(" + ").strip()
