"""Addresses of quota plans; each page's own file is in `planning/views`."""

from django.urls import URLPattern

app_name = "planning"
urlpatterns: list[URLPattern] = []
