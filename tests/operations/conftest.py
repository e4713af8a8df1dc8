"""The made-up company of the KPI tests: splits, two currencies, moves, a full history."""

from tests.kpis.conftest import simulated

__all__ = ["simulated"]
