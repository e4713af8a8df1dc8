"""What is kept about the pipeline's movement and the deals of past days. Reads only."""

from forecasting.facts.movement import (
    Bucket,
    Movement,
    movement,
    movement_deals,
    stored,
    territory_tree,
)

__all__ = ["Bucket", "Movement", "movement", "movement_deals", "stored", "territory_tree"]
