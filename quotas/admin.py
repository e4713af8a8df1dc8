"""Quotas by hand: versions are added and withdrawn, never edited."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.forms import RangeWidget
from django.db.models import QuerySet
from django.forms import DateInput
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from quotas.models import Quota
from quotas.services import set_quota, withdraw_quota


class InForce(admin.SimpleListFilter):
    """Replaced versions are only shown when asked for."""

    title = gettext_lazy("in force")
    parameter_name = "versions"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("replaced", _("Replaced")), ("all", _("All versions"))]

    def choices(self, changelist: Any) -> Any:
        first, *others = super().choices(changelist)
        yield first | {"display": _("In force")}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Quota]) -> QuerySet[Quota]:
        if self.value() == "all":
            return queryset
        return queryset.filter(superseded_at__isnull=self.value() != "replaced")


@admin.register(Quota)
class QuotaAdmin(admin.ModelAdmin):
    list_display = ["holder", "start", "end", "amount", "recorded_at", "superseded_at"]
    list_filter = [InForce, ("rep", admin.EmptyFieldListFilter)]
    list_select_related = ["rep", "team"]
    search_fields = ["rep__name", "rep__external_id", "team__name"]
    autocomplete_fields = ["rep", "team"]
    fields = [
        "rep",
        "team",
        "measure",
        "product_family",
        "segment",
        "valid",
        "amount",
        "recorded_at",
        "superseded_at",
    ]
    readonly_fields = ["recorded_at", "superseded_at"]
    actions = ["withdraw"]
    formfield_overrides = {
        DateRangeField: {
            "widget": RangeWidget(DateInput(attrs={"type": "date"}, format="%Y-%m-%d")),
            "help_text": gettext_lazy(
                "The second day is the first day after the quota. Versions that touch these days "
                "are closed and stay in the record."
            ),
        }
    }

    @admin.display(description=gettext_lazy("rep or team"), ordering="rep__name")
    def holder(self, quota: Quota) -> str:
        return str(quota.rep or quota.team)

    @admin.display(description=gettext_lazy("from"), ordering="valid")
    def start(self, quota: Quota) -> Any:
        return quota.valid.lower

    @admin.display(description=gettext_lazy("to (exclusive)"))
    def end(self, quota: Quota) -> Any:
        return quota.valid.upper

    def has_change_permission(self, request: HttpRequest, obj: Quota | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Quota | None = None) -> bool:
        return False

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """The new version may touch days of one that is in force: it replaces it."""
        form = super().get_form(request, obj, change, **kwargs)

        class Version(form):  # type: ignore[misc, valid-type]
            def clean(self) -> dict[str, Any] | None:
                cleaned = super().clean()
                days = self.cleaned_data.get("valid")
                if days and (days.lower is None or days.upper is None):
                    self.add_error("valid", _("Fill in both days."))
                if (self.cleaned_data.get("amount") or 0) < 0:
                    self.add_error("amount", _("A quota is zero or more."))
                if bool(self.cleaned_data.get("rep")) == bool(self.cleaned_data.get("team")):
                    self.add_error("rep", _("A quota belongs to a rep or to a team."))
                self._validate_constraints = False
                return cleaned

        return Version

    def save_model(self, request: HttpRequest, obj: Quota, form: Any, change: bool) -> None:
        saved = set_quota(
            by=request.user,
            start=obj.valid.lower,
            end=obj.valid.upper,
            amount=obj.amount,
            rep_id=obj.rep_id,
            team_id=obj.team_id,
            measure=obj.measure,
            product_family=obj.product_family,
            segment=obj.segment,
        )
        obj.pk = saved.pk

    @admin.action(description=gettext_lazy("Withdraw the chosen quotas"), permissions=["add"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Quota]) -> None:
        for quota in queryset:
            withdraw_quota(by=request.user, quota=quota, reason=_("withdrawn in the list"))
        n = len(queryset)
        text = ngettext("%(n)s quota was withdrawn.", "%(n)s quotas were withdrawn.", n)
        messages.success(request, text % {"n": n})
