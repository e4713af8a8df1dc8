"""What is kept about the pipeline's movement and the deals of past days. Reads only."""

from forecasting.facts.changes import KINDS, changes_since
from forecasting.facts.movement import (
    Bucket,
    Movement,
    movement,
    movement_deals,
    movements,
    stored,
    territory_tree,
)
from forecasting.words import BUCKETS as BUCKET_WORDS

__all__ = [
    "BUCKET_WORDS",
    "KINDS",
    "Bucket",
    "Movement",
    "changes_since",
    "movement",
    "movement_deals",
    "movements",
    "stored",
    "territory_tree",
]
