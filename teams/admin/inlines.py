"""What stands under a rep or a team: what is stored, to read and to remove, and room for new days.

A stored row is not rewritten: somebody is moved or a membership ended from a date.
"""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from audit.admin_parts import FIELDS
from teams.forms.organisation import AbsenceForm, MembershipForm, MembershipFormSet
from teams.models import Absence, Membership, Team
from teams.services.overlaps import span


class ToRead(admin.TabularInline):
    extra = 0
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ToAdd(admin.TabularInline):
    model = Membership
    form = MembershipForm
    formset = MembershipFormSet
    formfield_overrides = FIELDS
    extra = 0
    can_delete = False
    verbose_name = _("new membership")
    verbose_name_plural = _("new memberships")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        return super().get_queryset(request).none()


class Belongs(ToRead):
    model = Membership
    readonly_fields = ["when"]

    @admin.display(description=_("when"))
    def when(self, row: Membership) -> str:
        return span(row.valid.lower, row.valid.upper)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        return super().get_queryset(request).select_related("rep", "team")


class OfRep(Belongs):
    fields = ["team", "leads", "when"]
    ordering = ["-valid"]


class NewOfRep(ToAdd):
    fields = ["team", "leads", "valid"]
    autocomplete_fields = ["team"]


class OfTeam(Belongs):
    fields = ["rep", "leads", "when"]
    ordering = ["-leads", "rep__name", "-valid"]


class NewOfTeam(ToAdd):
    fields = ["rep", "leads", "valid"]
    autocomplete_fields = ["rep"]


class TeamsBelow(ToRead):
    model = Team
    fk_name = "parent"
    fields = ["name", "slug"]
    can_delete = False
    verbose_name_plural = _("teams below")


class Absences(admin.TabularInline):
    model = Absence
    form = AbsenceForm
    formfield_overrides = FIELDS
    extra = 0
    fields = ["valid", "reason"]
    ordering = ["-valid"]
