"""Addresses: each app brings its own; the ones at the root say so."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

# The administrator signs in like everybody else: throttled, with second factor or single sign-on
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

# Error pages of our own
handler403 = "ui.views.forbidden"
handler404 = "ui.views.not_found"
handler500 = "ui.views.server_error"

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("ui.urls")),
    path("", include("teams.urls")),
    path("", include("crm.urls")),
    path("", include("territories.urls")),
    path("", include("planning.urls")),
    path("", include("kpis.urls")),
    path("", include("forecasting.urls")),
    path("", include("operations.urls")),
    path("", include("intake.urls")),
    path("", include("dashboards.urls")),
    path("", include("reports.urls")),
]
