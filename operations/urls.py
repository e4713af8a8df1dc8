"""Addresses of what keeps the machine in order."""

from django.urls import URLPattern

app_name = "operations"
urlpatterns: list[URLPattern] = []
