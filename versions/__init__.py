"""The life of a version: what plans of territories and plans of quotas have in common.

A plan is drawn as a draft, judged, approved, in force for some days, and kept. No tables are here:
the apps that plan bring theirs, and say what is theirs alone (decision 21).
"""
