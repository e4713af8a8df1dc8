"""Addresses of quota plans; each page's own file is in `planning/views`."""

from django.urls import path

from planning.views import (
    allocate,
    bulk,
    compare,
    figures,
    goals,
    history,
    line,
    months,
    plan,
    plans,
    propose,
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
    path("quotas/<int:pk>/allocate/<int:line>/", allocate.allocate, name="allocate"),
    path("quotas/<int:pk>/allocate/<int:line>/back/", allocate.take_back, name="take_back"),
    path("quotas/<int:pk>/proposals/", propose.propose, name="propose"),
    path("quotas/<int:pk>/months/", months.months, name="months"),
    path("quotas/<int:pk>/months/<int:goal>/", months.months, name="months_of"),
    path("quotas/<int:pk>/bulk/", bulk.bulk, name="bulk"),
    path("quotas/<int:pk>/bulk/file.<slug:kind>", bulk.bulk_file, name="bulk_file"),
    path("quotas/<int:pk>/bulk/<int:run>/", bulk.bulk_check, name="bulk_check"),
    path("quotas/<int:pk>/bulk/<int:run>/store/", bulk.bulk_store, name="bulk_store"),
    path("quotas/<int:pk>/bulk/<int:run>/undo/", bulk.bulk_undo, name="bulk_undo"),
    path("quotas/<int:pk>/compare/", compare.compare, name="compare"),
    path("quotas/<int:pk>/history/", history.history, name="history"),
]
