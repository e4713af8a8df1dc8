"""Territories and roles."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from territories.forms.tried import Tried
from territories.models import PlannedTerritory, SalesRole, TerritoryModel
from territories.services import editing
from versions.core import states


class TerritoryForm(Tried):
    class Meta:
        model = PlannedTerritory
        fields = ["model", "name", "slug", "parent", "role", "target", "country", "state"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "model" in self.fields:
            drafts = TerritoryModel.objects.filter(state=states.DRAFT)
            self.fields["model"].queryset = drafts  # type: ignore[attr-defined]
        if "parent" in self.fields:
            self._offer_parents(self.fields["parent"])
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _(
                "Its name across models and in reports; made from the name when empty."
            )

    def _offer_parents(self, field: Any) -> None:
        """Territories of the model; of every draft while the model is still to be chosen."""
        rows = PlannedTerritory.objects.select_related("model")
        if self.instance.pk:
            field.queryset = rows.filter(model=self.instance.model_id).exclude(pk=self.instance.pk)
        else:
            field.queryset = rows.filter(model__state=states.DRAFT).order_by("model", "name")
            field.label_from_instance = lambda row: f"{row.model} · {row}"

    def act(self, by: Any) -> PlannedTerritory:
        said = dict(self.cleaned_data)
        if not self.instance.pk:
            model = said.pop("model")
            return editing.create_territory(by=by, model_id=model.pk, **said)
        if not said:  # in force: only what hangs on it changes
            return self.instance
        if "parent" in said:
            editing.place_territory(by=by, territory=self.instance, parent=said.pop("parent"))
        return editing.change_territory(by=by, territory=self.instance, **said)


class RoleForm(Tried):
    class Meta:
        model = SalesRole
        fields = ["name", "slug", "parent", "owns_accounts"]

    def act(self, by: Any) -> SalesRole:
        said = self.cleaned_data
        if self.instance.pk:
            role = editing.change_role(
                by=by, role=self.instance, name=said["name"], parent=said["parent"]
            )
        else:
            role = editing.create_role(
                by=by, name=said["name"], parent=said["parent"], slug=said["slug"]
            )
        if said.get("owns_accounts"):
            editing.let_own_accounts(by=by, role=role)
        return role


def under(model_id: int) -> type[forms.Form]:
    """Asks for the territory, of one model, under which others shall hang."""

    class UnderForm(forms.Form):
        parent = forms.ModelChoiceField(
            label=_("Part of"),
            queryset=PlannedTerritory.objects.filter(model=model_id),
            required=False,
            empty_label=_("nothing: at the top"),
        )
        reason = forms.CharField(label=_("Reason"), required=False, max_length=250)

    return UnderForm
