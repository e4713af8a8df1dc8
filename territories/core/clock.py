"""What the clock does with plans, by the name of its runs."""

# A model starts; dated changes of the one in force happen.
START, FOLLOW = "territories", "territories_day"
