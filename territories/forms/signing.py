"""Words at signing, and the reason for signing again."""

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_LETTERS = 4000


class GiveForm(forms.Form):
    words = forms.CharField(
        label=_("What should the next owner know?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=MOST_LETTERS,
        help_text=_("What is not in the CRM: who decides, what was promised, what to do first."),
    )


class ReopenForm(forms.Form):
    reason = forms.CharField(label=_("Why should both sign again?"), max_length=250)
