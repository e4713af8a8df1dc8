"""What to do about a bottleneck, who does it, and when one looks."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import teams.facts
from operations.facts.actions import owners
from teams.forms.style import Styled
from ui.day_input import DayInput


class ActionForm(Styled, forms.Form):
    what = forms.CharField(label=gettext_lazy("What to do"), max_length=300)
    owner: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=gettext_lazy("Who"), queryset=None, empty_label=None
    )
    check_on = forms.DateField(
        label=gettext_lazy("Check on"),
        widget=DayInput(),
    )

    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, is_change: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.is_change = is_change
        self.fields["owner"].queryset = owners()  # type: ignore[attr-defined]

    def clean_check_on(self) -> date:
        day: date = self.cleaned_data["check_on"]
        today = teams.facts.today()
        kept = day == self.initial.get("check_on") and self.is_change
        if not kept and not today < day <= today + timedelta(366):
            raise forms.ValidationError(_("Choose a day after today, within a year."))
        return day
