"""Addresses of deals and accounts."""

from django.urls import path

from crm.views import accounts, deals, lists

app_name = "crm"
urlpatterns = [
    path("deals/", lists.deals, name="deals"),
    path("deals/<int:pk>/", deals.deal, name="deal"),
    path("accounts/", lists.accounts, name="accounts"),
    path("accounts/<int:pk>/", accounts.account, name="account"),
]
