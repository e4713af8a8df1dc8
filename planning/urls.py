"""Addresses of quota plans; each page's own file is in `planning/views`."""

from django.urls import path

from planning.views import (
    adjustments,
    allocate,
    figures,
    goals,
    history,
    letters,
    line,
    plan,
    plans,
    propose,
    publish,
    published,
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
    path("quotas/<int:pk>/history/", history.history, name="history"),
    path("quotas/<int:pk>/publish/", publish.page, name="publish"),
    path("quotas/<int:pk>/letters/", letters.letters, name="letters"),
    path("quotas/letters/mine/", letters.mine, name="my_letter"),
    path("quotas/letters/<int:pk>/", letters.letter, name="letter"),
    path("quotas/<int:pk>/adjustments/", adjustments.adjustments, name="adjustments"),
    path("quotas/<int:pk>/adjustments/new/", adjustments.adjust, name="adjust"),
    path("quotas/<int:pk>/adjustments/<int:number>/", adjustments.adjustment, name="adjustment"),
    path("quotas/<int:pk>/as-published/", published.as_published, name="as_published"),
    path("quotas/changes/", published.feed, name="changes"),
]
