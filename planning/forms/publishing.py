"""Publishing a plan, answering a letter, adjusting a quota."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from planning import letter_words, words
from planning.forms.figures import FigureField
from ui.day_input import DayInput
from ui.formats import MINUS

MOST_LETTERS = 2000


def _text(**options: Any) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(widget=box, max_length=MOST_LETTERS, **options)


class PublishForm(forms.Form):
    """`asked`: the plan goes beyond the limits, so it takes a reason."""

    reason = _text(label=_("Reason"), required=False)

    def __init__(self, *args: Any, asked: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["reason"]
        field.required = asked
        field.label = _("Why is it published all the same?") if asked else _("A word about it")


class AcceptForm(forms.Form):
    typed_name = forms.CharField(label=_("Your name"), max_length=200)

    def __init__(self, *args: Any, name: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["typed_name"]
        field.help_text = _("Type it as it stands in the letter: %(name)s.") % {"name": name}
        field.widget.attrs["autocomplete"] = "off"


class DeclineForm(forms.Form):
    reason = _text(label=_("Why do you decline?"))


class DecideForm(forms.Form):
    words = _text(label=_("In words"), required=False)


class ChangeField(FigureField):
    """An amount with a sign; how fine it may be depends on the measure that is chosen."""

    def __init__(self, **options: Any) -> None:
        box = forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"})
        forms.DecimalField.__init__(self, widget=box, max_digits=17, decimal_places=4, **options)

    def to_python(self, value: Any) -> Decimal | None:
        """A true minus, as the product writes it, is read too."""
        return super().to_python(value.replace(MINUS, "-") if isinstance(value, str) else value)


class _LineField(forms.ModelChoiceField):
    def label_from_instance(self, line: Any) -> str:
        goal = line.goal
        name = letter_words.name_of(goal.measure, goal.product_family, goal.segment)
        return f"{line.rep.name} · {name}"


class AdjustForm(forms.Form):
    """`last` is the last day, as people say it; ranges are half-open inside."""

    line = _LineField(label=_("Whose quota"), queryset=None)
    start = forms.DateField(label=_("From"), widget=DayInput())
    last = forms.DateField(label=_("Last day"), widget=DayInput())
    amount = ChangeField(
        label=_("Amount"),
        help_text=_("Added to the quota; with a minus it is taken away."),
    )
    why = _text(label=_("Why"))

    def __init__(self, *args: Any, lines: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["line"].queryset = lines  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        start, last = said.get("start"), said.get("last")
        if start and last and last < start:
            self.add_error("last", _("The end must be after the start."))
        elif last:
            said["end"] = last + timedelta(1)
        line, amount = said.get("line"), said.get("amount")
        if line and amount and amount % words.quantum(line.goal.measure):
            self.add_error("amount", _("This is finer than the goal is counted."))
        return said
