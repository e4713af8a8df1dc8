"""A rule, with its conditions as rows: field, question, values."""

from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from territories.core import written
from territories.core.conditions import FIELDS, problems
from territories.core.operators import BETWEEN, CONTAINS, EMPTY, IN, PREFIX
from territories.facts.preview import Moves, moves_if
from territories.facts.rules import said
from territories.forms.tried import Row, Tried, TriedSet
from territories.models import PlannedTerritory, Rule
from territories.services import editing

SPARE = 3  # empty rows; a saved or previewed form has as many again
OPERATORS = (IN, PREFIX, CONTAINS, BETWEEN, EMPTY)
PARTS = ("field", "op", "values")


class ConditionsWidget(forms.Widget):
    """Rows without scripts. Each part of a row is sent as a list, under the name of the part."""

    template_name = "admin/territories/conditions.html"

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        rows = [
            row | {"values": written.values(row.get("values") or [])}
            for row in value or []
            if isinstance(row, dict)
        ]
        context = {
            "name": name,
            "rows": rows + [{} for _n in range(SPARE)],
            "fields": [(slug, gettext(one.label)) for slug, one in _fields()],
            "operators": [(one.slug, gettext(one.label)) for one in OPERATORS],
        }
        return mark_safe(render_to_string(self.template_name, context))  # noqa: S308 - our template

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, Any]]:
        lists = [data.getlist(f"{name}-{part}") for part in PARTS]
        rows = [dict(zip(PARTS, row, strict=True)) for row in zip(*lists, strict=False)]
        return [
            row | {"values": written.read_values(row["values"])}
            for row in rows
            if row["field"] or row["values"].strip()
        ]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-field" not in data


def _fields() -> list[tuple[str, Any]]:
    return sorted(FIELDS.items(), key=lambda item: gettext(item[1].label))


class ConditionsField(forms.Field):
    """A list of conditions that make sense."""

    widget = ConditionsWidget

    def validate(self, value: Any) -> None:
        super().validate(value)
        if wrong := problems(value or []):
            raise forms.ValidationError([said(one) for one in wrong])

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or []) != (data or [])


class RuleForm(Tried):
    """Asked for a preview, it is shown again instead of being saved, with `preview`."""

    include = ConditionsField(
        label=_("Accounts with"),
        required=False,
        help_text=gettext_lazy(
            "All of these hold. Several values: separated by semicolons. Between: the first and "
            "the last value, like 75000; 75999; one of them may be left out."
        ),
    )
    exclude = ConditionsField(
        label=_("But not with"), required=False, help_text=_("None of these holds.")
    )

    class Meta:
        model = Rule
        fields = ["territory", "kind", "number", "include", "exclude", "note"]

    def is_valid(self) -> bool:
        valid = super().is_valid()
        return valid and not self.is_preview

    @property
    def is_preview(self) -> bool:
        return "_preview" in self.data

    @cached_property
    def preview(self) -> Moves | None:
        """What saving it would move; None unless that is asked, of a rule that may be saved."""
        if not self.is_preview or self.errors:
            return None
        return moves_if(self.instance, self.instance.territory.model_id)

    def act(self, by: Any) -> Rule:
        text = dict(self.cleaned_data)
        if self.instance.pk:
            return editing.change_rule(by=by, rule=Rule.objects.get(pk=self.instance.pk), **text)
        return editing.create_rule(by=by, **text)


class RuleNumber(Row):
    class Meta:
        model = Rule
        fields = ["number", "note"]


class RuleSet(TriedSet):
    """Numbers and notes of the rules of a territory."""

    def act(self, by: Any) -> None:
        for row in self.removed():
            editing.remove_rule(by=by, rule=Rule.objects.get(pk=row.pk))
        for row, text in self.changed():
            said_now = {name: text[name] for name in ("number", "note")}
            editing.change_rule(by=by, rule=Rule.objects.get(pk=row.pk), **said_now)


class NumberForm(forms.Form):
    """Numbers say which rule of a kind is tried first."""

    start = forms.IntegerField(label=_("First number"), min_value=0, initial=10)
    step = forms.IntegerField(label=_("Then in steps of"), min_value=1, initial=10)
    reason = forms.CharField(label=_("Reason"), required=False, max_length=250)


class ToTerritoryForm(forms.Form):
    """Territories of drafts, with the model that they are of."""

    territory = forms.ModelChoiceField(
        label=_("To the territory"),
        queryset=PlannedTerritory.objects.filter(model__state="draft").select_related("model"),
    )
    reason = forms.CharField(label=_("Reason"), required=False, max_length=250)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["territory"]
        field.label_from_instance = lambda row: f"{row.model} · {row}"
