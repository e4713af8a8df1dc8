"""The measures by which territories are balanced, one file each."""

from kernel.registry import Registry
from territories.core.metric import Measure

MEASURES = Registry(Measure, "territories.core.metrics")
