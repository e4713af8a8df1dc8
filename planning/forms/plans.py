"""A new plan: its name, its year, and what it begins with; a further goal; a day for proposals."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

import quotas.facts
from kernel.periods import FiscalCalendar, Period
from ui.day_input import DayInput

EMPTY, LAST, TEAMS = "empty", "last", "teams"
type Named = Iterable[tuple[int, str]]


class NewPlanForm(forms.Form):
    """`begins`: empty, last (year's quotas), or the id of a plan to copy."""

    name = forms.CharField(label=_("Name"), max_length=120)
    year = forms.ChoiceField(label=_("For"), choices=[])
    begins = forms.ChoiceField(label=_("Begin with"), choices=[])
    growth = forms.DecimalField(
        label=_("Growth, in percent"),
        required=False,
        min_value=-99,
        max_value=900,
        max_digits=6,
        decimal_places=2,
        help_text=_("Only with last year's quotas: each is raised by so much."),
    )
    rests_on = forms.ChoiceField(
        label=_("Lines for"),
        choices=[],
        help_text=_("A copy rests on what the original does."),
    )
    note = forms.CharField(
        label=_("What it is for"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self,
        *args: Any,
        calendar: FiscalCalendar,
        today: date,
        plans: Named,
        models: Named,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.years = {one.slug: one for one in _years(calendar, today)}
        copies = [(str(pk), gettext("A copy of “%(name)s”") % {"name": n}) for pk, n in plans]
        seats = [(str(pk), gettext("Territories of “%(name)s”") % {"name": n}) for pk, n in models]
        self._choices("year", [(slug, slug) for slug in self.years])
        self._choices("begins", [(LAST, _("Last year's quotas")), *copies, (EMPTY, _("Nothing"))])
        self._choices("rests_on", [(TEAMS, _("Teams and their people")), *seats])

    def clean_year(self) -> Period:
        return self.years[self.cleaned_data["year"]]

    def _choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices


def _years(calendar: FiscalCalendar, today: date) -> list[Period]:
    """The next year first: plans are made before it begins."""
    now = calendar.year_of(today)
    return [calendar.next(now), now, calendar.previous(now)]


class WordsForm(forms.Form):
    """The words of a draft."""

    name = NewPlanForm.base_fields["name"]
    note = NewPlanForm.base_fields["note"]


class GoalForm(forms.Form):
    """A further goal of a plan."""

    measure = forms.ChoiceField(label=_("Measure"), choices=quotas.facts.measures)
    product_family = forms.ChoiceField(label=_("Family of products"), required=False, choices=[])
    segment = forms.ChoiceField(label=_("Segment"), required=False, choices=[])

    def __init__(
        self, *args: Any, families: Iterable[str], segments: Iterable[str], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        for name, known in (("product_family", families), ("segment", segments)):
            field: Any = self.fields[name]
            field.choices = [("", gettext("All")), *((one, one) for one in known)]


class AskForm(forms.Form):
    """Until when managers may propose; empty: nobody is asked any more."""

    until = forms.DateField(
        label=_("Managers propose until"),
        required=False,
        widget=DayInput(),
    )
    words = forms.CharField(
        label=_("What to think of"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class GapForm(forms.Form):
    """One of the three ways to close a gap."""

    way = forms.CharField()
    why = forms.CharField(required=False, max_length=2000)
