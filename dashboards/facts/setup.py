"""What a fresh installation still lacks, and what an old one has: the first-run checklist."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model

import audit.facts
import crm.facts
import quotas.facts
import teams.facts


@dataclass(frozen=True, slots=True)
class SetupFacts:
    """`computed`: a recompute has ended at least once. `people`: sign-ins besides the first."""

    company: bool
    reps: int
    teams: int
    deals: bool
    quotas: bool
    computed: bool
    people: int

    @property
    def done(self) -> int:
        return sum(
            map(
                bool, (self.company, self.reps, self.deals, self.quotas, self.computed, self.people)
            )
        )


def setup_facts() -> SetupFacts:
    return SetupFacts(
        company=teams.facts.company().is_set_up,
        reps=teams.facts.reps().count(),
        teams=len(teams.facts.team_facts()),
        deals=has_deals(),
        quotas=quotas.facts.exist(),
        computed=audit.facts.last_done("kpis.recompute") is not None,
        people=max(0, get_user_model().objects.filter(is_active=True).count() - 1),
    )


def has_deals() -> bool:
    return crm.facts.opportunities().order_by().exists()
