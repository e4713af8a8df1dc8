"""Forms of the administration: they explain what the constraints and services refuse."""

from typing import Any

from django import forms
from django.contrib.admin import site
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernel.dated import Days
from teams.models import Absence, Coverage, Membership, Team, User
from teams.services import overlaps
from teams.services.people import last_administrator_problem
from teams.services.tree import placement_problem
from ui.day_input import DayInput


class DatedForm(forms.ModelForm):
    """Says which stored row stands in the way before the database does."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        valid = cleaned.get("valid")
        if valid is not None and (valid.lower or valid.upper):
            days = Days(valid.lower, valid.upper)
            if days.start and days.start == days.end:
                self.add_error("valid", _("The end must be after the start."))
            elif problem := self.problem(cleaned, days):
                self.add_error("valid", problem)
        return cleaned

    def problem(self, cleaned: dict[str, Any], days: Days) -> str:
        raise NotImplementedError


class MembershipForm(DatedForm):
    class Meta:
        model = Membership
        fields = ["rep", "team", "leads", "valid"]

    def problem(self, cleaned: dict[str, Any], days: Days) -> str:
        rep = cleaned.get("rep") or getattr(self.instance, "rep", None)
        team = cleaned.get("team") or getattr(self.instance, "team", None)
        if not (rep and rep.pk and team and team.pk):
            return ""
        leads = bool(cleaned.get("leads"))
        rows = overlaps.same_kind(rep, team if leads else None, but=self.instance.pk)
        return overlaps.overlap_problem(rep, rows, days, leads=leads)


class MembershipFormSet(forms.BaseInlineFormSet):
    """Several new memberships at once must not overlap each other either."""

    def clean(self) -> None:
        super().clean()
        seen: dict[tuple[Any, ...], list[Days]] = {}
        for form in self.extra_forms:
            row, valid = form.instance, form.cleaned_data.get("valid")
            if valid is None or form.cleaned_data.get("DELETE") or form.errors:
                continue
            days = Days(valid.lower, valid.upper)
            taken = seen.setdefault((row.rep_id, row.team_id if row.leads else None), [])
            if any(days.overlap(other) for other in taken):
                form.add_error("valid", _("Two of the new memberships share some days."))
            taken.append(days)


class CoverageForm(DatedForm):
    class Meta:
        model = Coverage
        fields = ["rep", "territory", "valid"]

    def problem(self, cleaned: dict[str, Any], days: Days) -> str:
        rep, territory = cleaned.get("rep"), cleaned.get("territory")
        if not (rep and rep.pk and territory and territory.pk):
            return ""
        rows = Coverage.objects.filter(rep=rep, territory=territory).exclude(pk=self.instance.pk)
        return overlaps.days_problem(rows, days)


class AbsenceForm(DatedForm):
    class Meta:
        model = Absence
        fields = ["rep", "valid", "reason"]

    def problem(self, cleaned: dict[str, Any], days: Days) -> str:
        rep = cleaned.get("rep")
        if not (rep and rep.pk):
            return ""
        return overlaps.days_problem(
            Absence.objects.filter(rep=rep).exclude(pk=self.instance.pk), days
        )


class NodeForm(forms.ModelForm):
    """A team or territory: it can't hang below itself."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if problem := placement_problem(self.instance, cleaned.get("parent")):
            self.add_error("parent", problem)
        return cleaned


class LowerCaseEmail:
    """Mixin: an address is stored in lower case, however it is typed."""

    cleaned_data: dict[str, Any]

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class NewUserForm(LowerCaseEmail, AdminUserCreationForm):
    """Without a password the person sets one by "Forgotten?" on the sign-in page."""

    class Meta:
        model = User
        fields = ["email", "name", "role"]


class UserForm(LowerCaseEmail, UserChangeForm):
    """The last administrator stays one."""

    class Meta:
        model = User
        fields = [
            "email",
            "password",
            "name",
            "role",
            "is_active",
            "language",
            "theme",
            "time_zone",
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        role, active = cleaned.get("role"), cleaned.get("is_active")
        if not self.instance.pk or role is None or active is None:
            return cleaned
        if problem := last_administrator_problem(self.instance, role, active):
            self.add_error("role", problem)
        return cleaned


class OnForm(forms.Form):
    """From which day, and why; the reason is kept in the log."""

    on = forms.DateField(label=gettext_lazy("From (first day)"), widget=DayInput())
    reason = forms.CharField(label=gettext_lazy("Reason"), required=False, max_length=250)


class MoveForm(OnForm):
    team = forms.ModelChoiceField(label=gettext_lazy("To the team"), queryset=Team.objects.all())
    field_order = ("team", "on", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        widget = AutocompleteSelect(Membership._meta.get_field("team"), site)
        widget.choices = self.fields["team"].widget.choices
        self.fields["team"].widget = widget


class EndForm(OnForm):
    on = forms.DateField(label=gettext_lazy("First day after"), widget=DayInput())
