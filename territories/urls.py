"""Addresses of the territory plans."""

from django.urls import path

from territories.views import (
    books,
    bulk,
    compare,
    hand_overs,
    history,
    holds,
    model,
    models,
    stated,
)
from territories.views import map as map_page

app_name = "territories"
urlpatterns = [
    path("my-book/", books.book, name="book"),
    path("territories/", models.models, name="models"),
    path("territories/new/", models.new, name="new"),
    path("territories/stated/", stated.page, name="stated"),
    path("territories/holds/", holds.holds, name="holds"),
    path("territories/holds/new/", holds.hold_new, name="hold_new"),
    path("territories/holds/<int:pk>/", holds.hold, name="hold"),
    path("territories/holds/<int:pk>/end/", holds.hold_end, name="hold_end"),
    path("territories/<int:pk>/", model.model, name="model"),
    path("territories/otherwise/", history.otherwise_list, name="otherwise"),
    path("territories/<int:pk>/compare/", compare.compare, name="compare"),
    path("territories/<int:pk>/compare/<int:other>/accounts/", compare.moved, name="moved"),
    path("territories/<int:pk>/history/", history.history, name="history"),
    path("territories/<int:pk>/edit/", model.edit, name="edit"),
    path("territories/<int:pk>/act/", model.act, name="act"),
    path("territories/<int:pk>/comment/", model.comment, name="comment"),
    path("territories/<int:pk>/map/", map_page.page, name="map"),
    path("territories/<int:pk>/bulk/", bulk.bulk, name="bulk"),
    path("territories/<int:pk>/bulk/file.<slug:kind>", bulk.bulk_file, name="bulk_file"),
    path("territories/<int:pk>/bulk/<int:run>/", bulk.bulk_check, name="bulk_check"),
    path("territories/<int:pk>/bulk/<int:run>/store/", bulk.bulk_store, name="bulk_store"),
    path("territories/<int:pk>/bulk/<int:run>/undo/", bulk.bulk_undo, name="bulk_undo"),
    path("territories/<int:pk>/hand-overs/", hand_overs.hand_overs, name="hand_overs"),
    path("territories/<int:pk>/hand-overs/<int:number>/", hand_overs.hand_over, name="hand_over"),
    path("territories/<int:pk>/books/", books.books, name="books"),
    path("territories/<int:pk>/books/<int:rep>/", books.book_of, name="book_of"),
    path("territories/<int:pk>/appeals/", books.appeals_of, name="appeals"),
]
