"""The objection, and its answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from territories.services.appeals import ANSWERS

MOST_LETTERS = 4000


def _text(**options: Any) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(widget=box, max_length=MOST_LETTERS, **options)


class AppealForm(forms.Form):
    words = _text(label=_("What should be different, and why?"))


class AnswerForm(forms.Form):
    state = forms.ChoiceField(
        label=_("Answer"),
        choices=[(state.value, state.label) for state in ANSWERS],
        widget=forms.RadioSelect,
    )
    words = _text(label=_("In words"))
