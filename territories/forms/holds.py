"""How long something is held back, why, and how long it counts for the owner of today."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from territories.core.holding import Limits, Terms
from territories.models import Hold
from ui import formats
from ui.day_input import DayInput


def _day(**options: Any) -> forms.DateField:
    return forms.DateField(widget=DayInput(), **options)


class HoldForm(forms.Form):
    reason = forms.ChoiceField(label=_("Reason"))
    words = forms.CharField(label=_("In words"), max_length=250, required=False)
    start = _day(label=_("First day"))
    end = _day(label=_("Until, exclusive"))
    credit_until = _day(label=_("Credit until, exclusive"), required=False)

    def __init__(self, *args: Any, today: date, limits: Limits, **kwargs: Any):
        kwargs.setdefault("initial", {"start": today, "end": today + timedelta(30)})
        super().__init__(*args, **kwargs)
        reasons = [("", pgettext_lazy("a reason", "Choose")), *Hold.Reason.choices]
        self.fields["reason"].choices = reasons  # type: ignore[attr-defined]
        for name in ("start", "end", "credit_until"):
            self.fields[name].widget.attrs["min"] = today.isoformat()
        said = {"days": formats.days(limits.hold_days)}
        self.fields["end"].help_text = gettext("At most %(days)s after the first day.") % said
        said = {"days": formats.days(limits.credit_days)}
        self.fields["credit_until"].help_text = (
            gettext(
                "Deals that close before that day count for the owner of today; at most %(days)s "
                "after the hold."
            )
            % said
        )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if found.get("reason") == Hold.Reason.OTHER and not found.get("words"):
            self.add_error("words", gettext("Say why."))
        return found

    @property
    def terms(self) -> Terms:
        return Terms(**self.cleaned_data)
