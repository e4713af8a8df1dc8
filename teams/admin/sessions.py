"""Who is signed in where, for an administrator who must end somebody's session."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.http import HttpRequest

from audit.services import log


class SessionAdmin(admin.ModelAdmin):
    """allauth's own looks for people by a user name, which ours do not have; and removing its row
    would leave the person signed in, to be listed again with their next page."""

    list_display = ("user", "created_at", "last_seen_at", "ip", "user_agent")
    search_fields = ("user__email", "user__name", "ip")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def delete_model(self, request: HttpRequest, obj: UserSession) -> None:
        """Signed out at once; the log says whom, and who did it."""
        log(by=request.user, act="sign out", obj=obj.user, before={"session": str(obj)})
        obj.end()

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for session in queryset.select_related("user"):
            self.delete_model(request, session)
