"""Where deals get stuck: each stage of each team and segment against its own past.

entries → cells (counts now and before) → evidence (one test each) → search (the few that explain
the rest) → findings with their money. `docs/algorithms/funnel.md` tells the reasons and sources.
"""
