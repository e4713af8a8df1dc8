"""Addresses of what numbers mean and why they are what they are."""

from django.urls import path

from kpis.views import explain, metrics

app_name = "kpis"
urlpatterns = [
    path("metrics/", metrics.metrics, name="metrics"),
    path("explain/<slug:kpi>/", explain.explain, name="explain"),
]
