"""Addresses of imports."""

from django.urls import path

from intake.views import checking, mapping_file, matching, running, summary, uploading

app_name = "intake"
urlpatterns = [
    path("imports/", uploading.load_list, name="list"),
    path("imports/new/", uploading.new, name="new"),
    path("imports/templates/<slug:target>.csv", uploading.template, name="template"),
    path("imports/<int:pk>/", summary.done, name="done"),
    path("imports/<int:pk>/match/", matching.match, name="match"),
    path("imports/<int:pk>/mapping.yaml", mapping_file.mapping, name="mapping"),
    path("imports/<int:pk>/check/", checking.check, name="check"),
    path("imports/<int:pk>/run/", running.run, name="run"),
    path("imports/<int:pk>/undo/", running.undo, name="undo"),
    path("imports/<int:pk>/forget/", uploading.forget, name="forget"),
    path("imports/<int:pk>/rejected.csv", running.rejected, name="rejected"),
]
