"""What a deal in good order does not do: one rule a file (`kpis.core.upkeep.Rule`).

Points follow what a rule is worth to a forecast: a deal without amount or with a date in the past
says nothing of when how much will come; a missing contact says a little less. They are judgement
until the calibration of the product's own forecasts can set them. The first eight add up to 100.
The file name is the slug, stored with the deals that break the rule and never renamed.
"""
