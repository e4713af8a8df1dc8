"""Addresses of what keeps the machine in order."""

from django.urls import path

from operations.views import hygiene

app_name = "operations"
urlpatterns = [
    path("hygiene/", hygiene.hygiene, name="hygiene"),
]
