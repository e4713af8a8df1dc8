"""A new model: its name, and what it begins with."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ui.day_input import DayInput

EMPTY, STATED = "empty", "stated"


class ModelForm(forms.Form):
    """`begins`: empty, stated, or the id of a model to copy."""

    name = forms.CharField(label=_("Name"), max_length=120)
    begins = forms.ChoiceField(label=_("Begin with"), choices=[])
    starts_on = forms.DateField(
        label=_("Starts on"),
        required=False,
        widget=DayInput(),
        help_text=_("Needed before it is sent for review. On that day it starts by itself."),
    )
    note = forms.CharField(
        label=_("What it is for"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, models: Any, today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.today = today
        known = [(str(pk), gettext("A copy of “%(name)s”") % {"name": n}) for pk, n in models]
        begins: Any = self.fields["begins"]
        begins.choices = [
            (STATED, gettext("What the CRM states")),
            *known,
            (EMPTY, gettext("Nothing")),
        ]
        self.fields["starts_on"].widget.attrs["min"] = today.isoformat()

    def clean_starts_on(self) -> date | None:
        day: date | None = self.cleaned_data["starts_on"]
        if day and day <= self.today:
            raise forms.ValidationError(gettext("Choose a day to come."))
        return day


class PlanForm(forms.Form):
    """The words and the first day of a draft."""

    name = ModelForm.base_fields["name"]
    starts_on = ModelForm.base_fields["starts_on"]
    note = ModelForm.base_fields["note"]
