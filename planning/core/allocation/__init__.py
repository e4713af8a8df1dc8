"""How a parent's goal is shared out among its children: one file for each method in `methods/`."""

from planning.core.allocation.method import Basis, CannotAllocate, Method, Problem
from planning.core.allocation.past_year import Tried, backtest
from planning.core.allocation.registry import METHODS

__all__ = ["METHODS", "Basis", "CannotAllocate", "Method", "Problem", "Tried", "backtest"]
