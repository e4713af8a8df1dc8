"""The chance that a goal is attained, in three views that stand side by side and never blend.

`run_rate` goes by the months until now, `pipeline` by the open deals, `history` by what became of
comparable goals. Each gives its own `chance`, None where it has nothing to go by.
"""
