"""Addresses of the pipeline's pages."""

from django.urls import path

from forecasting.views import funnel, funnel_deals, lists, movement

app_name = "forecasting"
urlpatterns = [
    path("pipeline/", movement.page, name="movement"),
    path("pipeline/moved/<slug:bucket>/", lists.moved, name="moved"),
    path("pipeline/slipped/", lists.slipped, name="slipped"),
    path("pipeline/changes/", lists.changes, name="changes"),
    path("pipeline/funnel/", funnel.page, name="funnel"),
    path("pipeline/funnel/deals/", funnel_deals.deals, name="funnel_deals"),
]
