"""The sales process. What a stage means decides when deals qualify: a change is worked through."""

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from audit.services import log
from crm.admin.parts import Logged
from crm.models import Stage
from crm.tasks import revalue_stage

MEANING = {"kind", "qualifies"}


@admin.register(Stage)
class StageAdmin(Logged):
    list_display = ["name", "order", "kind", "qualifies", "chance", "needs_review"]
    list_filter = ["needs_review", "kind", "qualifies"]
    search_fields = ["name", "slug"]
    actions = ["mark_reviewed"]
    exclude = ["run"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """The history of deals names stages by it."""
        return ["slug"] if obj else []

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and MEANING & set(form.changed_data):
            transaction.on_commit(partial(revalue_stage.delay, obj.pk), robust=True)
            words = _("Deals that were ever in this stage are being worked through again.")
            messages.info(request, words)

    @admin.action(description=gettext_lazy("Mark as reviewed"), permissions=["change"])
    def mark_reviewed(self, request: HttpRequest, queryset: QuerySet[Stage]) -> None:
        waiting = list(queryset.filter(needs_review=True))
        for stage in waiting:
            log(by=request.user, act="review", obj=stage)
        queryset.update(needs_review=False)
        n = len(waiting)
        said = ngettext("%(n)s stage is reviewed.", "%(n)s stages are reviewed.", n) % {"n": n}
        messages.success(request, said)
