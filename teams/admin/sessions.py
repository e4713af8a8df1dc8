"""Who is signed in where, for an administrator who must end somebody's session."""

from django.contrib import admin
from django.http import HttpRequest


class SessionAdmin(admin.ModelAdmin):
    """allauth's own looks for people by a user name, which ours do not have."""

    list_display = ("user", "created_at", "last_seen_at", "ip", "user_agent")
    search_fields = ("user__email", "user__name", "ip")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False
