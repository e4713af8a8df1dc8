"""Both kinds of versions, each as a draft that could be sent for review."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

import teams.facts
from planning.services import plans as quota_plans
from territories.services import editing
from territories.services import plans as territory_plans
from tests.factories import planning as quotas
from tests.factories import territories


@dataclass
class Life:
    """A draft, its app's services, the name they give it, and where its page is."""

    row: Any
    services: Any
    named: str
    url: str
    edit: Callable[[Any], Any]

    def take(self, act: str, by: Any, words: str = "") -> Any:
        step: Callable[..., Any] = getattr(self.services, act)
        return step(by=by, words=words, **{self.named: self.row})


def of_territories(dora: Any) -> Life:
    row = territories.model("Next", starts_on=teams.facts.today() + timedelta(7))
    territories.territory(row, "North")

    def edit(by: Any) -> None:
        editing.create_territory(by=by, model_id=row.pk, name="South")

    return Life(row, territory_plans, "model", f"/territories/{row.pk}/", edit)


def of_quotas(dora: Any) -> Life:
    row = quotas.plan(dora, "Next")
    quotas.figures(dora, row, company="1000")

    def edit(by: Any) -> None:
        quota_plans.change(by=by, plan=row, name="Later", note="")

    return Life(row, quota_plans, "plan", f"/quotas/{row.pk}/", edit)


@pytest.fixture(params=[of_territories, of_quotas], ids=["territories", "quotas"])
def life(request, alice, bob, charlie, dora) -> Life:
    """A draft called Next, over the cast's teams."""
    return request.param(dora)
