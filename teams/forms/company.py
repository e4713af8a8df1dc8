"""The company's settings and days off, as an administrator sees them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teams import facts
from teams.forms import choices
from teams.forms.profile import own_names
from teams.forms.style import Styled
from teams.models import Company
from teams.services.calendar import countries
from ui.day_input import DayInput


class CompanyForm(Styled, forms.ModelForm):
    """Name and money first, then how the company counts time."""

    currency = forms.ChoiceField(
        label=_("Base currency"), help_text=_("All totals are in it; other currencies need rates.")
    )
    country = forms.ChoiceField(label=_("Country of holidays"), required=False)
    time_zone = forms.ChoiceField(label=_("Time zone"))
    language = forms.ChoiceField(label=_("Language"), choices=own_names)
    fiscal_year_start = forms.TypedChoiceField(label=_("The fiscal year starts in"), coerce=int)
    year_named_by_end = forms.TypedChoiceField(
        label=_("The year is named by"),
        choices=[("", _("the year in which it starts")), ("1", _("the year in which it ends"))],
        coerce=bool,
        required=False,
    )
    week_start = forms.TypedChoiceField(label=_("The week starts on"), coerce=int)
    workdays = forms.TypedMultipleChoiceField(
        label=_("Working days"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    nightly_at = forms.TimeField(
        label=_("Nightly recompute at"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("In the company's time zone."),
    )

    names_in_comparison = forms.TypedChoiceField(
        label=_("Reps who compare themselves see"),
        choices=[
            ("", _("their own place among dots without names")),
            ("1", _("names and figures of people in the same role and segment")),
        ],
        coerce=bool,
        required=False,
        help_text=_("Managers see their people by name in either case."),
    )

    GENERAL = ("name", "currency", "country", "time_zone", "language", "names_in_comparison")
    CALENDAR = (
        "fiscal_year_start",
        "fiscal_pattern",
        "year_named_by_end",
        "week_start",
        "workdays",
        "nightly_at",
    )

    class Meta:
        model = Company
        fields = [
            "name",
            "currency",
            "country",
            "time_zone",
            "language",
            "names_in_comparison",
            "fiscal_year_start",
            "fiscal_pattern",
            "year_named_by_end",
            "week_start",
            "workdays",
            "nightly_at",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, options in (
            ("currency", choices.currencies()),
            ("country", [("", _("None")), *countries()]),
            ("time_zone", choices.time_zones()),
            ("fiscal_year_start", choices.months()),
            ("week_start", choices.weekdays()),
            ("workdays", choices.weekdays()),
        ):
            self.fields[name].choices = options  # type: ignore[attr-defined]

    def clean_year_named_by_end(self) -> bool:
        return bool(self.cleaned_data["year_named_by_end"])

    def clean_names_in_comparison(self) -> bool:
        return bool(self.cleaned_data["names_in_comparison"])

    def _post_clean(self) -> None:
        """Leave the instance alone: the service changes and checks it."""

    @property
    def general(self) -> list[forms.BoundField]:
        return [self[name] for name in self.GENERAL]

    @property
    def calendar(self) -> list[forms.BoundField]:
        return [self[name] for name in self.CALENDAR]


class HolidaysForm(Styled, forms.Form):
    """The national holidays of a year."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = facts.today().year
        self.fields["year"].choices = [(str(y), str(y)) for y in range(now - 5, now + 3)]  # type: ignore[attr-defined]
        self.fields["year"].initial = str(now)


class DayOffForm(Styled, forms.Form):
    """One day of the company's own."""

    day = forms.DateField(label=_("Day"), widget=DayInput())
    name = forms.CharField(label=_("Name"), max_length=120)
