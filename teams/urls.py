from django.urls import path

from teams.views import company, profile

app_name = "teams"
urlpatterns = [
    path("profile/", profile.profile, name="profile"),
    path("profile/preferences/", profile.preferences, name="preferences"),
    path("company/", company.company, name="company"),
    path("company/holidays/", company.add_holidays, name="add_holidays"),
    path("company/days-off/", company.add_day_off, name="add_day_off"),
    path("company/days-off/<int:pk>/remove/", company.remove_day_off, name="remove_day_off"),
]
