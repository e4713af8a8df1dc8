"""Where the months come from, and a number for each when they are typed."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from planning.models import PlanGoal


class MonthsForm(forms.Form):
    """`weights-0`, `weights-1` …: one a month of the plan, in order."""

    source = forms.ChoiceField(
        label=_("Months"), choices=PlanGoal.Source.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, names: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        for n, name in enumerate(names):
            self.fields[f"weights-{n}"] = forms.DecimalField(
                label=name,
                required=False,
                min_value=0,
                max_digits=14,
                decimal_places=4,
                localize=True,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            )

    def weights(self) -> list[Decimal]:
        """What is left empty brings nothing."""
        said = self.cleaned_data
        return [value or Decimal(0) for name, value in said.items() if name.startswith("weights-")]
