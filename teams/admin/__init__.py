"""The organisation in Django admin. Who may do what comes from the role (`User.has_perm`);
what is allowed comes from constraints and services; forms here only explain it.
"""

from django.contrib import admin
from django.contrib.auth import admin as _auth  # noqa: F401 - registers the groups first
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from teams.admin import company, people, structure

__all__ = ["company", "people", "structure"]

admin.site.unregister(Group)  # roles decide, not groups
admin.site.site_header = _("Salesops administration")
admin.site.site_title = _("Salesops administration")
admin.site.index_title = _("Organisation and records")
