"""What a method of allocation is told: its mix, weights, how much is given out, how far down."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from planning.core.allocation import METHODS
from planning.facts.allocation import Inputs

HUNDRED = Decimal(100)


class AllocateForm(forms.Form):
    """Read with every change for the preview; the same fields are posted to apply it."""

    method = forms.ChoiceField(label=_("Method"), choices=[])
    mix = forms.DecimalField(
        label=_("Part of history in the mix, %"), min_value=0, max_value=100, required=False
    )
    padding = forms.DecimalField(
        label=_("Give out more than the figure, %"),
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        required=False,
        help_text=_("Over-assignment on purpose. It compounds from level to level."),
    )
    deep = forms.BooleanField(label=_("Lines further below by the same method"), required=False)

    def __init__(self, *args: Any, lines: Mapping[int, str], **options: Any) -> None:
        super().__init__(*args, **options)
        method: Any = self.fields["method"]
        method.choices = [(slug, gettext(one.label)) for slug, one in METHODS.items()]
        for pk, name in lines.items():
            self.fields[f"ratio-{pk}"] = forms.DecimalField(
                label=name, min_value=0, max_digits=12, decimal_places=4, required=False
            )

    def inputs(self) -> Inputs:
        said = self.cleaned_data
        ratios = {
            int(name.removeprefix("ratio-")): value
            for name, value in said.items()
            if name.startswith("ratio-") and value is not None
        }
        mix = said["mix"] if said["mix"] is not None else Decimal(50)
        padding = said["padding"] or Decimal(0)
        return Inputs(said["method"], mix / HUNDRED, ratios, padding / HUNDRED, said["deep"])

    def ratios(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith("ratio-")]


def initial_of(inputs: Inputs) -> dict[str, Any]:
    """As the form says it."""
    return {
        "method": inputs.method,
        "mix": _plain(inputs.mix * HUNDRED),
        "padding": _plain(inputs.padding * HUNDRED) if inputs.padding else "",
        "deep": inputs.deep,
        **{f"ratio-{pk}": _plain(ratio) for pk, ratio in inputs.ratios.items()},
    }


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
