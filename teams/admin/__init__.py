"""The organisation in Django admin. Who may do what comes from the role (`User.has_perm`);
what is allowed comes from constraints and services; forms here only explain it.
"""

from importlib import import_module

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from teams.admin import company, people, sessions, structure

__all__ = ["company", "people", "sessions", "structure"]

for package in (
    "django.contrib.auth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.usersessions",
):
    import_module(f"{package}.admin")  # registers what is taken off below
# Roles decide, not groups; the address is the person's own; the provider is a setting.
admin.site.unregister([Group, EmailAddress, SocialApp, SocialToken, UserSession])
admin.site.register(UserSession, sessions.SessionAdmin)
admin.site.site_header = _("Salesops administration")
admin.site.site_title = _("Salesops administration")
admin.site.index_title = _("Organisation and records")
