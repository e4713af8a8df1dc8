"""Addresses of the territory plans."""

from django.urls import path

from territories.views import map as map_page
from territories.views import model, models, stated

app_name = "territories"
urlpatterns = [
    path("territories/", models.models, name="models"),
    path("territories/new/", models.new, name="new"),
    path("territories/stated/", stated.page, name="stated"),
    path("territories/<int:pk>/", model.model, name="model"),
    path("territories/<int:pk>/edit/", model.edit, name="edit"),
    path("territories/<int:pk>/act/", model.act, name="act"),
    path("territories/<int:pk>/comment/", model.comment, name="comment"),
    path("territories/<int:pk>/map/", map_page.page, name="map"),
]
