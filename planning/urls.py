"""Addresses of quota plans; each page's own file is in `planning/views`."""

from django.urls import path

from planning.views import (
    capacity,
    fairness,
    figures,
    goals,
    history,
    line,
    misses,
    plan,
    plans,
    propose,
    realism,
)

app_name = "planning"
urlpatterns = [
    path("quotas/", plans.plans, name="plans"),
    path("quotas/new/", plans.new, name="new"),
    path("quotas/<int:pk>/", plan.plan, name="plan"),
    path("quotas/<int:pk>/edit/", plan.edit, name="edit"),
    path("quotas/<int:pk>/act/", plan.act, name="act"),
    path("quotas/<int:pk>/ask/", plan.ask, name="ask"),
    path("quotas/<int:pk>/comment/", plan.comment, name="comment"),
    path("quotas/<int:pk>/goals/", goals.goals, name="goals"),
    path("quotas/<int:pk>/goals/<int:goal>/remove/", goals.remove, name="remove_goal"),
    path("quotas/<int:pk>/lay-out/", goals.lay_out, name="lay_out"),
    path("quotas/<int:pk>/lines/<int:line>/", line.line, name="line"),
    path("quotas/<int:pk>/lines/<int:line>/planned/", figures.planned, name="planned"),
    path("quotas/<int:pk>/lines/<int:line>/close/", line.close, name="close"),
    path("quotas/<int:pk>/lines/<int:line>/lock/", line.lock, name="lock"),
    path("quotas/<int:pk>/proposals/", propose.propose, name="propose"),
    path("quotas/<int:pk>/history/", history.history, name="history"),
    path("quotas/ramps/", capacity.ramps, name="ramps"),
    path("quotas/misses/", misses.misses, name="misses"),
    path("quotas/<int:pk>/capacity/", capacity.capacity, name="capacity"),
    path("quotas/<int:pk>/capacity/<int:hire>/remove/", capacity.remove_hire, name="remove_hire"),
    path("quotas/<int:pk>/fairness/", fairness.fairness, name="fairness"),
    path("quotas/calibration/", realism.calibration, name="calibration"),
    path("quotas/<int:pk>/realism/", realism.realism, name="realism"),
    path("quotas/<int:pk>/realism/weigh/", realism.weigh, name="weigh"),
    path("quotas/<int:pk>/realism/runs/<int:run>/", realism.weighing, name="weighing"),
    path("quotas/<int:pk>/realism/<int:line>/", realism.chance, name="chance"),
]
