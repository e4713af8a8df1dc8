"""The look of the product; no models."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "ui"
