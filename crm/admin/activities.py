"""Activities, as the CRM logged them."""

from django.contrib import admin

from audit.admin import ReadOnly
from crm.admin.parts import Vast
from crm.models import Activity


@admin.register(Activity)
class ActivityAdmin(ReadOnly, Vast):
    list_display = ["__str__", "kind", "happened_on", "due_on", "done", "rep", "external_id"]
    list_select_related = ["rep"]
    list_filter = ["kind", "done", "two_way", "automatic"]
    search_fields = ["external_id__exact"]
    ordering = ["-pk"]
