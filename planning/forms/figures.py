"""Amounts as people write them: 1,200,000 or 1 200 000,50, by the reader's language."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import get_format, sanitize_separators
from django.utils.translation import gettext_lazy as _

from planning import words

SPACES = dict.fromkeys(map(ord, " \u00a0\u202f'’"), None)


class FigureField(forms.DecimalField):
    """An amount of a measure, not below 0 and no finer than it is counted; empty is not known."""

    default_error_messages = {
        "invalid": _("Write an amount in digits, such as 1200000."),
        "min_value": _("A goal is not negative."),
    }

    def __init__(self, *, measure: str = "revenue", **options: Any) -> None:
        places = -int(words.quantum(measure).as_tuple().exponent)
        super().__init__(
            required=False, min_value=Decimal(0), max_digits=17, decimal_places=places, **options
        )
        self.widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = value.translate(SPACES)
            group = get_format("THOUSAND_SEPARATOR").translate(SPACES)
            value = value.replace(group, "") if group else value
            value = sanitize_separators(value)
        return super().to_python(value)


class FigureForm(forms.Form):
    """One planned figure of the table, with the version of the line that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, measure: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["planned"] = FigureField(measure=measure, label=_("Planned"))


class ProposalForm(forms.Form):
    """What a manager proposes for one line.

    The page keeps what it showed: a field counts as changed against that, not against what is
    stored by now, else an old page would take back what somebody else has proposed since.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, measure: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["amount"] = FigureField(
            measure=measure, label=_("Proposed"), show_hidden_initial=True
        )
        self.fields["why"] = forms.CharField(
            label=_("Reason"),
            required=False,
            max_length=2000,
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
            show_hidden_initial=True,
        )

    @property
    def is_touched(self) -> bool:
        return not {"amount", "why"}.isdisjoint(self.changed_data)

    def kept(self) -> list[str]:
        """Hidden fields: what the page showed, and of which version of the line."""
        shown = [self[name].as_hidden(only_initial=True) for name in ("amount", "why")]
        return [*shown, self["version"].as_hidden()]
