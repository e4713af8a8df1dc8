"""All files of the sample company, in a folder, as the importer reads them."""

from datetime import date
from pathlib import Path

import numpy as np

from sample import activities, customers, deals, organisation, quotas
from sample.source import CHANCES, STAGES, Source, read
from sample.worth import worth

SEED = 20211110
NAME = "Northfield Devices"


def write(folder: Path, today: date) -> Source:
    """One CSV a target with our own column names; the same day gives the same files."""
    source = read(today)
    rng = np.random.default_rng(SEED)
    reps = organisation.people(source, rng)
    contacts = customers.contacts(source, rng)
    opportunities = deals.opportunities(source, contacts, rng)
    frames = {
        "teams": organisation.teams(),
        "territories": organisation.territories(source),
        "reps": reps,
        "memberships": organisation.memberships(source, reps),
        "coverage": organisation.coverage(source, reps),
        "products": customers.products(source),
        "stages": customers.stages(STAGES, CHANCES),
        "accounts": customers.accounts(source, rng).merge(worth(source), on="external_id"),
        "contacts": contacts,
        "opportunities": opportunities,
        "lines": deals.lines(source),
        "splits": deals.splits(source, rng),
        "deal_changes": deals.changes(source, rng),
        "activities": activities.activities(source, opportunities, rng),
        "quotas": quotas.quotas(source, rng),
    }
    for name, frame in frames.items():
        frame.to_csv(folder / f"{name}.csv", index=False)
    return source
