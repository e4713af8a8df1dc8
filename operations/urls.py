"""Addresses of what keeps the machine in order."""

from django.urls import path

from operations.views import actions, hygiene, leaks, plans

app_name = "operations"
urlpatterns = [
    path("hygiene/", hygiene.hygiene, name="hygiene"),
    path("pipeline/bottlenecks/", leaks.leaks, name="leaks"),
    path("pipeline/bottlenecks/<int:pk>/", leaks.leak, name="leak"),
    path("pipeline/bottlenecks/<int:pk>/deals/", leaks.deals, name="leak_deals"),
    path("pipeline/bottlenecks/<int:pk>/act/", leaks.act, name="leak_act"),
    path("pipeline/bottlenecks/actions/<int:pk>/", actions.action, name="action"),
    path("pipeline/bottlenecks/actions/<int:pk>/cancel/", actions.cancel, name="action_cancel"),
    path("plans/", plans.plans, name="plans"),
    path("plans/deals/<int:pk>/", plans.plan, name="plan"),
]
