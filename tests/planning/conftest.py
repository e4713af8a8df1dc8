"""A draft for 2027 over the cast's teams: Acme ── EMEA (Alice) ── EMEA North (Bob), Americas
(Charlie)."""

import pytest

from planning.models import QuotaPlan
from tests.factories import planning as build


@pytest.fixture
def draft(alice, bob, charlie, dora) -> QuotaPlan:
    return build.plan(dora, "Quotas 2027")
