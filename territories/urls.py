"""Addresses of the territory plans."""

from django.urls import URLPattern

app_name = "territories"
urlpatterns: list[URLPattern] = []
