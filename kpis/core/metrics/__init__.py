"""One file per KPI; the file name is the slug, stored in the database and never renamed.

An app above may bring its own folder: `METRICS.add_package("compensation.core.metrics")`.
"""

from kernel.registry import Registry
from kpis.core.metric import Metric

METRICS: Registry[Metric] = Registry(Metric, "kpis.core.metrics")
