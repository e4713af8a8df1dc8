"""The policy, and what is said of a model as a whole."""

from typing import Any

from territories.forms.tried import Tried
from territories.models import Policy, TerritoryModel
from territories.services import editing


class PolicyForm(Tried):
    class Meta:
        model = Policy
        fields = [
            "late_stage_chance",
            "renewal_days",
            "settled_days",
            "hold_days",
            "held_share",
            "credit_days",
            "appeal_days",
            "remind_days",
            "open_deals",
        ]

    def act(self, by: Any) -> Policy:
        return editing.set_policy(by=by, **self.cleaned_data)


class ModelForm(Tried):
    """Its life (review, approval, activation) is on its own pages."""

    class Meta:
        model = TerritoryModel
        fields = ["name", "note", "starts_on"]

    def act(self, by: Any) -> TerritoryModel:
        return editing.change_model(by=by, model_id=self.instance.pk, **self.cleaned_data)
