"""What the company calls realistic, and how long people have to answer."""

from typing import Any

from django import forms

from planning.models import Policy
from planning.services.policy import set_policy


class PolicyForm(forms.ModelForm):
    class Meta:
        model = Policy
        fields = [
            "least_chance",
            "least_team_chance",
            "most_padding",
            "attrition",
            "fill_days",
            "answer_days",
            "remind_days",
        ]

    def act(self, by: Any) -> Policy:
        return set_policy(by=by, **self.cleaned_data)
