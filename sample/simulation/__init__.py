"""A company whose truth is known: drawn from stated parameters, the same for the same seed.

Deals go through stages with a known chance to advance and known times, in a known season, with
known differences between people and one known shock; close dates are pushed for a known reason
(the day came and the deal was still open). So whoever computes or forecasts from the files can be
compared with what is true.
"""

from sample.simulation.files import simulate

__all__ = ["simulate"]
