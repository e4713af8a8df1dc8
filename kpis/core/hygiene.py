"""How many of 100 points an open deal loses for each rule of upkeep that it breaks.

Weights follow what the rules are worth to a forecast: a deal without amount or with a date in the
past says nothing about when how much will come; a missing contact says a little less. They are
fixed until calibration of the product's own forecasts can set them.
"""

POINTS: dict[str, int] = {
    "no_amount": 20,
    "overdue": 20,
    "no_next_step": 15,
    "stale": 15,
    "slow_stage": 10,
    "often_pushed": 10,
    "no_contact": 5,
    "odd_amount": 5,
}
assert sum(POINTS.values()) == 100
