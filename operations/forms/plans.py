"""What is asked, and what is answered."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from operations.core.plans import REASONS
from ui.day_input import DayInput

MOST_LETTERS = 2000


def _day(**options: Any) -> forms.DateField:
    return forms.DateField(widget=DayInput(), **options)


def _text(**options: Any) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(widget=box, max_length=MOST_LETTERS, **options)


class AskForm(forms.Form):
    text = _text(label=_("What do you want to know?"))
    due_on = _day(label=_("Answer by"))

    def __init__(self, *args: Any, today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["due_on"].widget.attrs["min"] = today.isoformat()

    def clean_due_on(self) -> date:
        day: date = self.cleaned_data["due_on"]
        if day < self.today:
            raise forms.ValidationError(gettext("Choose today or a later day."))
        return day


class AnswerForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why did it slip?"), choices=[])
    text = _text(label=_("What are you doing about it?"))
    expected_on = _day(
        label=_("When do you expect it to close?"),
        required=False,
        help_text=_("A statement to your manager; set the close date in the CRM as well."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        reasons = [(slug, gettext(words)) for slug, words in REASONS.items()]
        chosen = pgettext_lazy("a reason", "Choose")
        self.fields["reason"].choices = [("", chosen), *reasons]  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    text = _text(label=_("A word for the owner"), required=False)
