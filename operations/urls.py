"""Addresses of what keeps the machine in order."""

from django.urls import path

from operations.views import hygiene, plans

app_name = "operations"
urlpatterns = [
    path("hygiene/", hygiene.hygiene, name="hygiene"),
    path("plans/", plans.plans, name="plans"),
    path("plans/deals/<int:pk>/", plans.plan, name="plan"),
]
