"""What the database refuses, in the words of the constraint that was hit."""

from django.apps import apps
from django.db import IntegrityError


def constraint_of(error: IntegrityError) -> str:
    """The name of the constraint; "" when the database names none."""
    name: str = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
    return name


def sentence(app: str, error: IntegrityError) -> str:
    """Of a constraint of the app's tables; an error of any other is a mistake of ours."""
    name = constraint_of(error)
    for model in apps.get_app_config(app).get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return str(constraint.get_violation_error_message())
    raise error
