"""K11 Participation at 70 %: the part of the people with a quota who have won at least 70 % of it.

People count where their quota stands in the period's last month; each with what they won and what
they were to win there. Ramping people are not set apart: their quota is what was promised of them.
"""

from kpis.core.metric import Metric, half
from kpis.core.words import _

METRIC = Metric(
    label=_("Reps at 70 % attainment"),
    unit="percent",
    better="higher",
    formula=_("Reps with at least 70 % attainment ÷ reps with a quota"),
    numerator=half(_("Reps with at least 70 % attainment"), "reached_70"),
    denominator=half(_("Reps with a quota"), "goal_people"),
    cases=half(_("Reps with a quota"), "goal_people"),
    least_n=5,
    inputs=("won_value", "quota"),
    edges=_("Only of teams, territories and the company. Counted where the quota stands last."),
)
