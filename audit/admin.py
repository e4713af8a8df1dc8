"""Runs and the log, to read: they are written by services and never edited."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from audit.models import LogEntry, Run


class ReadOnly(admin.options.BaseModelAdmin):
    """For tables and inlines that only services write."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadInline(ReadOnly, admin.TabularInline):
    """Rows that belong to something, to read; also columns that nobody may ever write."""

    extra = 0

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields


@admin.register(Run)
class RunAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["kind", "state", "by", "queued_at", "started_at", "finished_at"]
    list_filter = ["kind", "state"]
    search_fields = ["kind", "fingerprint", "log", "error"]
    date_hierarchy = "queued_at"
    list_select_related = ["by"]


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["at", "by", "act", "object_kind", "object_label", "reason"]
    list_filter = ["act", "object_kind"]
    search_fields = ["object_label", "object_id", "reason", "by__email", "by__name"]
    date_hierarchy = "at"
    list_select_related = ["by"]
