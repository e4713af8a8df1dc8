"""People who are to start during a plan."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from planning.models import QuotaPlan
from teams import facts as teams
from ui.day_input import DayInput


class HireForm(forms.Form):
    starts_on = forms.DateField(label=_("Starts on"), widget=DayInput())
    people = forms.IntegerField(label=_("People"), min_value=1, max_value=999, initial=1)
    team: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=None, label=_("Team"), required=False, empty_label=_("No team yet")
    )

    def __init__(self, *args: Any, plan: QuotaPlan, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams.teams().order_by("name")  # type: ignore[attr-defined]
        widget = self.fields["starts_on"].widget
        first, last = plan.days.lower, plan.days.upper - timedelta(1)
        widget.attrs |= {"min": first.isoformat(), "max": last.isoformat()}
