"""Addresses of quarterly reviews."""

from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("reviews/", views.reports, name="reports"),
    path("reviews/make/", views.make, name="make"),
    path("reviews/making/<int:pk>/", views.making, name="making"),
    path("reviews/<int:pk>/", views.report, name="report"),
    path("reviews/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
]
