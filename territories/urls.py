"""Addresses of the territory plans."""

from django.urls import path

from territories.views import bulk, model, models, stated
from territories.views import map as map_page

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
    path("territories/<int:pk>/bulk/", bulk.bulk, name="bulk"),
    path("territories/<int:pk>/bulk/file.<slug:kind>", bulk.bulk_file, name="bulk_file"),
    path("territories/<int:pk>/bulk/<int:run>/", bulk.bulk_check, name="bulk_check"),
    path("territories/<int:pk>/bulk/<int:run>/store/", bulk.bulk_store, name="bulk_store"),
    path("territories/<int:pk>/bulk/<int:run>/undo/", bulk.bulk_undo, name="bulk_undo"),
]
