"""Forms about balance: goals, and a question to the optimiser."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from territories import balance_words as words
from territories import place_words
from territories import proposal_words as told
from territories.core.metrics import MEASURES
from territories.core.protections import ALWAYS, PROTECTIONS
from territories.core.question import Question
from territories.core.ways import Known
from ui import formats

SECONDS = 20
MOST_SECONDS = 600
MOST_PERCENT = Decimal(1000)  # a territory may hold a multiple of what it should


class GoalsForm(forms.Form):
    """A tolerance in percent for each measure that should be even; one of them leads."""

    lead = forms.ChoiceField(
        label=gettext_lazy("Leads"),
        help_text=gettext_lazy("Sentences and least disruption go by this measure."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"), required=False, max_length=250, widget=forms.TextInput
    )

    def __init__(self, *args: Any, before: Mapping[str, Decimal], **options: Any) -> None:
        super().__init__(*args, **options)
        self.before = before
        for slug in MEASURES.slugs():
            known = before.get(slug)
            self.fields[slug] = forms.DecimalField(
                label=_("%(measure)s, within %%") % {"measure": words.label(slug)},
                help_text=words.formula(slug),
                min_value=Decimal("0.1"),
                max_value=Decimal(100),
                decimal_places=2,
                required=False,
                initial=None if known is None else plain(known),
            )
        lead = self.fields["lead"]
        lead.choices = [(slug, words.label(slug)) for slug in MEASURES.slugs()]  # type: ignore[attr-defined]
        lead.initial = next(iter(before), "potential")
        self.fields["reason"].help_text = _("Kept with the change.") if before else ""
        self.order_fields([*MEASURES.slugs(), "lead", "reason"])
        if not before:
            del self.fields["reason"]

    @property
    def tolerances(self) -> dict[str, Decimal]:
        """By measure, the leading one first."""
        given = {s: v / 100 for s in MEASURES.slugs() if (v := self.cleaned_data.get(s))}
        lead = self.cleaned_data["lead"]
        return dict(sorted(given.items(), key=lambda one: one[0] != lead))


class QuestionForm(forms.Form):
    """What is asked of the optimiser; tolerances come from the goals and may be asked otherwise."""

    objective = forms.ChoiceField(label=gettext_lazy("Aim"), initial="disruption")
    within = forms.ChoiceField(label=gettext_lazy("Within"), required=False)
    units = forms.ChoiceField(
        label=gettext_lazy("What moves"),
        help_text=gettext_lazy(
            "Of a whole state or country, accounts that are protected stay all the same."
        ),
        required=False,
    )
    connected = forms.BooleanField(
        label=gettext_lazy("Keep territories connected"),
        help_text=gettext_lazy(
            "Only where whole states and countries move: each territory in one piece."
        ),
        required=False,
    )
    max_moves = forms.IntegerField(
        label=gettext_lazy("At most this many moves"), required=False, min_value=0
    )
    time_limit = forms.IntegerField(
        label=gettext_lazy("Time limit in seconds"),
        initial=SECONDS,
        min_value=1,
        max_value=MOST_SECONDS,
    )

    @classmethod
    def filled(cls, question: Question) -> dict[str, Any]:
        """What it holds when it asks a question again; the part is that of the address."""
        return {
            "objective": question.objective,
            "max_moves": question.max_moves,
            "time_limit": round(question.time_limit),
            "units": question.units,
            "connected": question.connected,
            **{f"within_{m}": percent_of(each) for m, each in question.tolerance.items()},
            **{f"keep_{each}": on for each, on in question.protect.items()},
        }

    def __init__(
        self,
        *args: Any,
        goals: Mapping[str, Decimal],
        parts: Iterable[Any],
        protected: Mapping[str, int],
        known: Known,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.ways = told.ways(known)
        self.goals, self.parts = goals, {one.slug: one for one in parts}
        self.fields["objective"].choices = list(told.objectives(known).items())  # type: ignore[attr-defined]
        self.fields["units"].choices = list(place_words.units(known).items())  # type: ignore[attr-defined]
        whole = ("", _("The whole plan"))
        self.fields["within"].choices = [whole, *((s, p.name) for s, p in self.parts.items())]  # type: ignore[attr-defined]
        for metric, tolerance in goals.items():
            self.fields[f"within_{metric}"] = _percent(metric, tolerance)
        for each in PROTECTIONS:
            self.fields[f"keep_{each}"] = _protection(each, protected.get(each, 0))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("connected") and given.get("units") != "places":
            self.add_error("connected", _("Single accounts need not lie side by side."))
        return given

    @property
    def tolerance_fields(self) -> list[Any]:
        return [self[f"within_{metric}"] for metric in self.goals]

    @property
    def protection_fields(self) -> list[Any]:
        return [self[f"keep_{each}"] for each in PROTECTIONS]

    @property
    def question(self) -> Question:
        given = self.cleaned_data
        part = self.parts.get(given["within"])
        return Question(
            given["objective"],
            {metric: float(given[f"within_{metric}"] / 100) for metric in self.goals},
            given["max_moves"],
            {each: given[f"keep_{each}"] for each in PROTECTIONS},
            float(given["time_limit"]),
            part.pk if part else None,
            given["units"] or "accounts",
            given["connected"],
        )


def plain(tolerance: Decimal) -> str:
    """As somebody types it: 10, 7.5."""
    return f"{100 * tolerance:f}".rstrip("0").rstrip(".")


def percent_of(tolerance: float) -> str:
    return plain(Decimal(str(round(tolerance, 4))))


def _percent(metric: str, tolerance: Decimal) -> forms.DecimalField:
    return forms.DecimalField(
        label=_("%(measure)s, within %%") % {"measure": words.label(metric)},
        min_value=Decimal("0.1"),
        max_value=MOST_PERCENT,
        decimal_places=2,
        initial=plain(tolerance),
    )


def _protection(each: str, count: int) -> forms.BooleanField:
    """Ticked at first; what the plan itself keeps in place can't be turned off."""
    said = {"protection": told.protections()[each], "n": formats.count(count)}
    return forms.BooleanField(
        label=_("%(protection)s (%(n)s)") % said,
        required=False,
        initial=True,
        disabled=each in ALWAYS,
    )
