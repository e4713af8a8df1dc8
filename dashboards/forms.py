"""What people write on pages that need several apps."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kpis.core.metrics import METRICS
from ui.day_input import DayInput

LONGEST = 4000


class CoachingForm(forms.Form):
    """A coaching note: what was said or agreed, about which KPI, and when to look again.

    `number` is the version that was read, so that nobody writes over somebody else's.
    """

    text = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "What was said or agreed. Read by the person, their manager, operations and "
            "administrators."
        ),
    )
    kpi = forms.ChoiceField(label=gettext_lazy("About"), required=False)
    follow_up_on = forms.DateField(
        label=gettext_lazy("Follow up on"),
        required=False,
        widget=DayInput(),
    )
    number = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = sorted((_(metric.label), slug) for slug, metric in METRICS.items())
        choices = [("", _("No figure in particular")), *((slug, label) for label, slug in labels)]
        self.fields["kpi"].choices = choices  # type: ignore[attr-defined]
