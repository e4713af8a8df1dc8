"""Where accounts lie, as it was last worked out."""

from territories.core.atlas import Atlas, Held, atlas
from territories.models import PlaceHeld


def atlas_of(model_id: int, role_id: int) -> Atlas:
    """Empty before the rules ran for the first time."""
    rows = PlaceHeld.objects.filter(model=model_id, role=role_id).order_by("pk")
    columns = rows.values_list("country", "state", "territory_id", "accounts", "potential")
    return atlas(Held(*row) for row in columns)
