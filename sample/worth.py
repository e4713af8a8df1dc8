"""What accounts could be worth, the hours they need, and when they renew: generated.

From the files' own deals where there are any, so that the numbers agree with what a reader sees:
who bought much could buy much, who bought little could buy rather more than it did, and work grows
with it. For a few nobody
has said what they could be worth, as in every real CRM.
"""

from datetime import timedelta

import numpy as np
import pandas as pd

from sample.source import Source

SEED = 20211111  # of its own: other generated data stay as they are
UNKNOWN = 0.04


def worth(source: Source) -> pd.DataFrame:
    """Columns: external_id, potential (a year), workload (hours a month), renews_on."""
    rng = np.random.default_rng(SEED)
    ids = source.accounts["AccountSeq"]
    won = source.deals[source.deals["status"] == "won"]
    years = (source.last_day - source.first_day).days / 365.25
    bought = won.groupby("account")["amount"].sum().reindex(ids).fillna(0).to_numpy() / years
    typical = float(bought[bought > 0].mean())
    bought = typical * (bought / typical) ** 0.55
    potential = (bought + typical * rng.uniform(0.1, 0.6, len(ids))) * rng.uniform(
        1.1, 1.9, len(ids)
    )
    hours = 1.5 + 6 * potential / potential.mean() * rng.uniform(0.7, 1.3, len(ids))
    frame = pd.DataFrame({"external_id": ids.to_numpy()})
    frame["potential"] = pd.Series(np.round(potential, -3)).astype("int64").astype("object")
    frame["workload"] = np.round(hours * 2) / 2
    frame.loc[rng.random(len(ids)) < UNKNOWN, "potential"] = None
    frame["renews_on"] = [
        source.today + timedelta(int(days)) if renews else None
        for days, renews in zip(
            rng.integers(5, 365, len(ids)), rng.random(len(ids)) < 0.4, strict=True
        )
    ]
    return frame
