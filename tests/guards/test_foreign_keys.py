"""Foreign keys are strings, which no import checker sees: they too may only point downwards."""

import pytest
from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField

from tests.guards import LAYERS

HEIGHT = {app: height for height, layer in enumerate(LAYERS) for app in layer}
# Who did it: everything may point at the user, also what lies below `teams`
EXCEPTION = "teams.User"
RELATIONS = [
    (field, model)
    for model in apps.get_models(include_auto_created=True)
    for field in model._meta.get_fields()
    if isinstance(field, ForeignKey | ManyToManyField) and model._meta.app_label in HEIGHT
]


def test_there_are_relations_to_check():
    assert len(RELATIONS) > 10


@pytest.mark.parametrize(("field", "model"), RELATIONS, ids=str)
def test_a_relation_points_downwards(field, model):
    source, target = model._meta.app_label, field.related_model._meta
    if target.label == EXCEPTION or target.app_label not in HEIGHT:
        return
    below = HEIGHT[target.app_label] < HEIGHT[source]
    assert target.app_label == source or below, f"{model._meta.label}.{field.name} → {target.label}"
